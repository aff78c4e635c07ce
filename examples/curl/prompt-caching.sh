handbook=$(printf 'The handbook says: always be kind. %.0s' {1..400})

# The second call within the hour reads the prompt from the cache, at a tenth of the price.
curl -sS "${TOLLGATE_URL:-http://127.0.0.1:4000}/v1/chat/completions" \
  -H "Authorization: Bearer ${TOLLGATE_API_KEY:-any}" \
  -H 'Content-Type: application/json' \
  -d '{
    "model": "claude-sonnet-4-6",
    "messages": [
      {
        "role": "system",
        "content": [
          {
            "type": "text",
            "text": "'"$handbook"'",
            "cache_control": { "type": "ephemeral", "ttl": "1h" }
          }
        ]
      },
      { "role": "user", "content": "What does the handbook say?" }
    ]
  }'

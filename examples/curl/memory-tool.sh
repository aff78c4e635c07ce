curl -sS "${TOLLGATE_URL:-http://127.0.0.1:4000}/v1/chat/completions" \
  -H "Authorization: Bearer ${TOLLGATE_API_KEY:-any}" \
  -H 'Content-Type: application/json' \
  -d '{
    "model": "claude-sonnet-4-6",
    "messages": [{ "role": "user", "content": "What do you remember about me?" }],
    "tools": [{ "type": "memory_20250818", "name": "memory" }]
  }'

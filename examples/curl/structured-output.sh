curl -sS "${TOLLGATE_URL:-http://127.0.0.1:4000}/v1/chat/completions" \
  -H "Authorization: Bearer ${TOLLGATE_API_KEY:-any}" \
  -H 'Content-Type: application/json' \
  -d '{
    "model": "claude-sonnet-4-6",
    "messages": [
      { "role": "user", "content": "Ada Lovelace was 36 years old. Extract her name and age." }
    ],
    "response_format": {
      "type": "json_schema",
      "json_schema": {
        "name": "person",
        "strict": true,
        "schema": {
          "type": "object",
          "properties": { "name": { "type": "string" }, "age": { "type": "integer" } },
          "required": ["name", "age"],
          "additionalProperties": false
        }
      }
    }
  }'

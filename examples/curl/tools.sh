# The answer to this asks for a tool: it has tool_calls, with an id and arguments.
curl -sS "${TOLLGATE_URL:-http://127.0.0.1:4000}/v1/chat/completions" \
  -H "Authorization: Bearer ${TOLLGATE_API_KEY:-any}" \
  -H 'Content-Type: application/json' \
  -d '{
    "model": "claude-sonnet-4-6",
    "tools": [
      {
        "type": "function",
        "function": {
          "name": "get_weather",
          "description": "The weather in a city right now.",
          "parameters": {
            "type": "object",
            "properties": { "city": { "type": "string" } },
            "required": ["city"]
          }
        }
      }
    ],
    "messages": [{ "role": "user", "content": "What is the weather in Paris?" }]
  }'

# You run the tool and send the call and its result back.
curl -sS "${TOLLGATE_URL:-http://127.0.0.1:4000}/v1/chat/completions" \
  -H "Authorization: Bearer ${TOLLGATE_API_KEY:-any}" \
  -H 'Content-Type: application/json' \
  -d '{
    "model": "claude-sonnet-4-6",
    "tools": [
      {
        "type": "function",
        "function": {
          "name": "get_weather",
          "description": "The weather in a city right now.",
          "parameters": {
            "type": "object",
            "properties": { "city": { "type": "string" } },
            "required": ["city"]
          }
        }
      }
    ],
    "messages": [
      { "role": "user", "content": "What is the weather in Paris?" },
      {
        "role": "assistant",
        "tool_calls": [
          {
            "id": "toolu_01A",
            "type": "function",
            "function": { "name": "get_weather", "arguments": "{\"city\":\"Paris\"}" }
          }
        ]
      },
      { "role": "tool", "tool_call_id": "toolu_01A", "content": "18 °C and sunny in Paris" }
    ]
  }'

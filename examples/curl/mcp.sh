curl -sS "${TOLLGATE_URL:-http://127.0.0.1:4000}/v1/chat/completions" \
  -H "Authorization: Bearer ${TOLLGATE_API_KEY:-any}" \
  -H 'Content-Type: application/json' \
  -d '{
    "model": "claude-sonnet-4-6",
    "messages": [{ "role": "user", "content": "Say hello through the echo server." }],
    "tools": [
      {
        "type": "mcp",
        "server_label": "echo",
        "server_url": "https://mcp.example.com/mcp",
        "authorization": "token-of-the-mcp-server",
        "allowed_tools": ["echo"],
        "require_approval": "never"
      }
    ]
  }'

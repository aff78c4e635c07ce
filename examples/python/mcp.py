import os

from openai import OpenAI

client = OpenAI(
    base_url=os.environ.get("TOLLGATE_URL", "http://127.0.0.1:4000") + "/v1",
    api_key=os.environ.get("TOLLGATE_API_KEY", "any"),
)

# Anthropic connects to the MCP server and calls its tools; the answer comes back in one piece.
answer = client.chat.completions.create(
    model="claude-sonnet-4-6",
    messages=[{"role": "user", "content": "Say hello through the echo server."}],
    tools=[
        {
            "type": "mcp",
            "server_label": "echo",
            "server_url": "https://mcp.example.com/mcp",
            "authorization": "token-of-the-mcp-server",
            "allowed_tools": ["echo"],
            "require_approval": "never",
        }
    ],
)
print(answer.choices[0].message.content)

import { completion } from 'tollgate';

// Anthropic connects to the MCP server and calls its tools; the answer comes back in one piece.
const answer = await completion({
  model: 'claude_code_native/claude-sonnet-4-6',
  messages: [{ role: 'user', content: 'Say hello through the echo server.' }],
  tools: [
    {
      type: 'mcp',
      server_label: 'echo',
      server_url: 'https://mcp.example.com/mcp',
      authorization: 'token-of-the-mcp-server',
      allowed_tools: ['echo'],
      require_approval: 'never',
    },
  ],
});
console.log(answer.choices[0].message.content);

import { completion } from 'tollgate';

// A red square; a file would be readFileSync('photo.png').toString('base64').
const redSquare =
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR42mP4z8CAFTEMLQkAKP8/wc53yE8AAAAASUVORK5CYII=';

const answer = await completion({
  model: 'claude_code_native/claude-sonnet-4-6',
  messages: [
    {
      role: 'user',
      content: [
        { type: 'text', text: 'What do these two pictures show?' },
        { type: 'image_url', image_url: { url: `data:image/png;base64,${redSquare}` } },
        { type: 'image_url', image_url: { url: 'https://www.w3.org/Icons/w3c_home.png' } },
      ],
    },
  ],
});
console.log(answer.choices[0].message.content);

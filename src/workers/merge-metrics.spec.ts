import { mergeMetrics } from './merge-metrics.js';

const FIRST = `# HELP calls_total Calls.
# TYPE calls_total counter
calls_total{route="chat",model="a b"} 3

# HELP up Whether it is there.
# TYPE up gauge
up 1
`;
const SECOND = `# HELP calls_total Calls.
# TYPE calls_total counter
calls_total{route="chat",model="a b"} 4
calls_total{route="messages",model=""} 1

# HELP heap_bytes Only here.
# TYPE heap_bytes gauge
heap_bytes 1e6
`;

describe('metrics of several workers', () => {
  it('are one page, on which each value says whose it is', () => {
    const pages = new Map([
      [1, FIRST],
      [2, SECOND],
    ]);
    expect(mergeMetrics(pages)).toBe(`# HELP calls_total Calls.
# TYPE calls_total counter
calls_total{worker="1",route="chat",model="a b"} 3
calls_total{worker="2",route="chat",model="a b"} 4
calls_total{worker="2",route="messages",model=""} 1

# HELP up Whether it is there.
# TYPE up gauge
up{worker="1"} 1

# HELP heap_bytes Only here.
# TYPE heap_bytes gauge
heap_bytes{worker="2"} 1e6
`);
  });
});

import { getModelCapabilities } from '@ai-sdk/anthropic/internal';
import { capabilitiesOf, displayName, SEED_MODELS } from './model-capabilities.js';

describe('model capabilities', () => {
  it.each([
    ['claude-sonnet-4-5-20250929', 'claude-sonnet-4-5'],
    ['claude-opus-4-5-20251101', 'claude-opus-4-5'],
    ['claude-3-7-sonnet-latest', 'claude-3-7-sonnet-20250219'],
    ['claude-opus-4-0', 'claude-opus-4-20250514'],
    ['claude-sonnet-4@20250514', 'claude-sonnet-4-20250514'],
    ['claude-opus-4-6[1m]', 'claude-opus-4-6'],
  ])('gives %s the rules of %s', (alias, model) => {
    expect(capabilitiesOf(alias)).toEqual(capabilitiesOf(model));
    expect(capabilitiesOf(alias).isKnown).toBe(true);
  });

  it('does not take claude-opus-4-5 for claude-opus-4', () => {
    expect(capabilitiesOf('claude-opus-4-5').supportsStructuredOutput).toBe(true);
    expect(capabilitiesOf('claude-opus-4-20250514').supportsStructuredOutput).toBe(false);
  });

  it('gives a model that it does not know the newest rules, and says so', () => {
    expect(capabilitiesOf('claude-sonnet-4-9')).toMatchObject({
      isKnown: false,
      sampling: 'refused',
      thinking: 'adaptive',
      maxOutputTokens: 128_000,
    });
    expect(capabilitiesOf('constructor').isKnown).toBe(false);
    expect(capabilitiesOf('__proto__').isKnown).toBe(false);
  });

  it('knows every model that it offers', () => {
    expect(SEED_MODELS.filter((model) => !capabilitiesOf(model).isKnown)).toEqual([]);
    expect(new Set(SEED_MODELS).size).toBe(SEED_MODELS.length);
    expect(SEED_MODELS.slice(0, 3)).toEqual(['claude-sonnet-4-5', 'claude-opus-4-5', 'claude-haiku-4-5']);
  });

  /** The other table lets these models be forced; ours takes the stricter reading. */
  const DIFFERS_ON_FORCED_TOOL_CHOICE = new Set(['claude-haiku-5-5', 'claude-fable-5', 'claude-mythos-5']);
  const OLDER_THAN_THE_OTHER_TABLE = /claude-(2|3)/;

  it.each(SEED_MODELS.filter((model) => !OLDER_THAN_THE_OTHER_TABLE.test(model)))(
    "agrees with the ai SDK's table about %s",
    (model) => {
      const ours = capabilitiesOf(model);
      const theirs = getModelCapabilities(model);
      expect({
        maxOutputTokens: ours.maxOutputTokens,
        supportsStructuredOutput: ours.supportsStructuredOutput,
        supportsAdaptiveThinking: ours.thinking.startsWith('adaptive'),
        rejectsSamplingParameters: ours.sampling === 'refused',
        supportsXhighEffort: ours.supportsXhighEffort,
        supportsBetweenToolsThinking: ours.thinkingOff === 'between_tools',
        rejectsForcedToolUse: !ours.supportsForcedToolChoice,
      }).toEqual({
        maxOutputTokens: theirs.maxOutputTokens,
        supportsStructuredOutput: theirs.supportsStructuredOutput,
        supportsAdaptiveThinking: theirs.supportsAdaptiveThinking,
        rejectsSamplingParameters: theirs.rejectsSamplingParameters,
        supportsXhighEffort: theirs.supportsXhighEffort,
        supportsBetweenToolsThinking: theirs.supportsBetweenToolsThinking,
        rejectsForcedToolUse: DIFFERS_ON_FORCED_TOOL_CHOICE.has(model) || theirs.rejectsForcedToolUse,
      });
    },
  );

  it.each([
    ['claude-sonnet-4-5', 'Claude Sonnet 4.5'],
    ['claude-opus-4-20250514', 'Claude Opus 4'],
    ['claude-3-7-sonnet-20250219', 'Claude Sonnet 3.7'],
    ['claude-2.1', 'Claude 2.1'],
    ['claude-fable-5-1', 'Claude Fable 5.1'],
    ['my-model', 'my-model'],
  ])('calls %s "%s"', (model, name) => {
    expect(displayName(model)).toBe(name);
  });
});

import type { Settings } from './settings.js';
import { usePlayground, usePlaygroundState } from './use-playground.js';

/** One of the settings, and what changes it. */
export function useSetting<Name extends keyof Settings>(
  name: Name,
): readonly [Settings[Name], (value: Settings[Name]) => void] {
  const { setSettings } = usePlayground();
  const value = usePlaygroundState(({ settings }) => settings[name]);
  return [value, (changed) => setSettings({ [name]: changed })];
}

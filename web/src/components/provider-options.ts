/** The providers that a list can be narrowed to. */
export const PROVIDER_OPTIONS = [
  { value: '', label: 'All providers' },
  { value: 'claude_code_native', label: 'claude_code_native' },
  { value: 'anthropic', label: 'anthropic' },
];

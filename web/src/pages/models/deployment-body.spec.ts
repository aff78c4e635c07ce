import { bodyOf, changedBodyOf } from './deployment-body.js';
import { type DeploymentValues, NEW_DEPLOYMENT, valuesOf } from './deployment-values.js';
import type { Deployment } from './deployment.js';

const FORM: DeploymentValues = { ...NEW_DEPLOYMENT, model: ' claude-opus-4-6 ', model_name: ' opus ' };
const DEPLOYMENT = {
  model_name: 'opus',
  model: 'anthropic/claude-opus-4-6',
  provider: 'anthropic',
  auth: 'api_key',
  api_base: null,
  extra_header_names: ['x-team'],
  order: 0,
  weight: 1,
  rpm: 60,
  tpm: null,
  timeout: null,
  max_tokens: null,
  drop_params: false,
  input_cost_per_token: 0.000003,
  output_cost_per_token: 0.0000000123,
  cache_read_input_token_cost: null,
  cache_creation_input_token_cost: null,
  cache_creation_input_token_cost_above_1hr: null,
} as Deployment;

function header(name: string, value: string): DeploymentValues['extra_headers'][number] {
  return { rowKey: name, name, value };
}

describe('the body of a deployment', () => {
  it('names the model as the provider of the chosen way has it', () => {
    expect(bodyOf({ ...FORM, way: 'subscription' })).toMatchObject({
      model_name: 'opus',
      model: 'claude_code_native/claude-opus-4-6',
      auth: 'oauth_token',
    });
    expect(bodyOf({ ...FORM, way: 'api_key' }).model).toBe('anthropic/claude-opus-4-6');
  });

  it('sends a credential without the blanks that came with it, and none where nothing is kept', () => {
    const api_key = ' sk-ant-oat01-x\n';
    expect(bodyOf({ ...FORM, api_key }).api_key).toBe('sk-ant-oat01-x');
    expect(bodyOf({ ...FORM, api_key: ' ' })).not.toHaveProperty('api_key');
    expect(bodyOf({ ...FORM, way: 'caller', api_key })).not.toHaveProperty('api_key');
  });

  it('tells a limit of 0 from none', () => {
    expect(bodyOf({ ...FORM, rpm: 0, tpm: '' })).toMatchObject({ rpm: 0, tpm: null });
  });

  it('changes nothing when nothing was changed, prices neither', () => {
    expect(changedBodyOf(valuesOf(DEPLOYMENT), valuesOf(DEPLOYMENT))).toEqual({});
    expect(bodyOf(valuesOf(DEPLOYMENT))).toMatchObject({
      input_cost_per_token: 0.000003,
      output_cost_per_token: 0.0000000123,
    });
  });

  it('resets what was emptied, and nothing else', () => {
    const before = valuesOf(DEPLOYMENT);
    const after: DeploymentValues = { ...before, rpm: '', drop_params: '', input_cost_per_token: '' };
    expect(changedBodyOf(before, after)).toEqual({
      rpm: null,
      drop_params: null,
      input_cost_per_token: null,
    });
  });

  it('keeps headers that nobody replaces, whose values it does not know', () => {
    expect(bodyOf(valuesOf(DEPLOYMENT))).not.toHaveProperty('extra_headers');
    const replaced = { ...valuesOf(DEPLOYMENT), replaces_headers: true };
    expect(bodyOf(replaced).extra_headers).toBeNull();
    const extra_headers = [header(' x-a ', ' 1 '), header('', ' ')];
    expect(bodyOf({ ...replaced, extra_headers }).extra_headers).toEqual({ 'x-a': '1' });
  });
});

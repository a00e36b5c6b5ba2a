import { passDigest, referenceDigest } from './digests';

const SALT = '0123456789abcdef0123456789abcdef';

describe('digests', () => {
  it('are those that the server makes', async () => {
    expect(await passDigest(SALT, 'aZ9_-q12xyAAAAAAAAAAAA.sig')).toBe('avoUw5LxsU7XEoDSTcf66N');
    expect(await referenceDigest(SALT, 'K7QF2MXW')).toBe('QpQuX');
  });

  it('know a reference however it is written', async () => {
    expect(await referenceDigest(SALT, 'k7qf-2mxw')).toBe('QpQuX');
  });

  it('are others with another salt', async () => {
    expect(await passDigest(`${SALT.slice(1)}0`, 'aZ9_-q12xyAAAAAAAAAAAA.sig')).not.toBe('avoUw5LxsU7XEoDSTcf66N');
  });
});

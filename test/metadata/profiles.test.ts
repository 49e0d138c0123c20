import { describe, expect, it } from 'vitest';
import { bestProfile, builderValues, profileOfVersion, withDefaults } from '../../src/metadata/profiles.ts';
import { branch, leaf, textOf, type XmlElement } from '../../src/metadata/xml.ts';

/** The tags that a profile adds to an element. */
function added(kind: string, profile: number, children: readonly XmlElement[] = []): readonly string[] {
  const element = branch('x', children);
  return withDefaults(kind, element, profile)
    .children.slice(children.length)
    .map(({ name }) => name);
}

describe('profiles of the writer', () => {
  it.each([
    ['a component before revisits', 'component', 50, ['isRequired']],
    ['a component', 'component', 51, ['isRequired', 'inputsOnNextNavToAssocScrn']],
    ['a component with styles', 'component', 64, ['isRequired', 'inputsOnNextNavToAssocScrn', 'styleProperties']],
    ['a text', 'text', 63, []],
    ['a text with styles', 'text', 64, ['inputsOnNextNavToAssocScrn', 'styleProperties']],
    ['a checkbox without a version', 'checkbox', 0, ['isRequired']],
    ['a section', 'section', 55, ['isRequired']],
    ['a section with a container type', 'section', 56, ['isRequired', 'regionContainerType']],
    ['a flow', 'flow', 63, []],
    ['a flow with metrics', 'flow', 64, ['areMetricsLoggedToDataCloud']],
    ['an unknown kind', 'hologram', 66, []],
  ])('add to %s', (_what, kind, profile, tags) => {
    expect(added(kind, profile)).toEqual(tags);
  });

  it('name the segment and version of an action as the releases did', () => {
    const action = [leaf('actionName', 'Send')];
    expect(added('action', 56, action)).toEqual([]);
    expect(added('action', 57, action)).toEqual(['nameSegment', 'versionSegment']);
    expect(added('action', 62, action)).toEqual(['nameSegment']);
    expect(added('action', 63, action)).toEqual(['nameSegment', 'offset']);
    expect(added('action', 66, action)).toEqual(['nameSegment']);
    expect(textOf(withDefaults('action', branch('x', action), 66), 'nameSegment')).toBe('Send');
  });

  it('leave alone what stands there, and what has no reason', () => {
    expect(added('component', 51, [leaf('isRequired', 'false')])).toEqual(['inputsOnNextNavToAssocScrn']);
    expect(added('getRecords', 62)).toEqual([]);
    expect(added('getRecords', 62, [branch('filters', [])])).toEqual(['filterLogic']);
    expect(added('getRecords', 0, [branch('filters', [])])).toEqual([]);
    const headed = withDefaults('section', branch('x', [leaf('fieldText', 'Heading')]), 60);
    expect(textOf(headed, 'regionContainerType')).toBe('SectionWithHeader');
  });

  it('say nothing of the canvas in files without a version', () => {
    const names = (profile: number) => builderValues(profile).map((value) => textOf(value, 'name'));
    expect(names(0)).toEqual(['BuilderType', 'OriginBuilderType']);
    expect(names(62)).toEqual(['BuilderType', 'CanvasMode', 'OriginBuilderType']);
  });

  it('are told by the version, or its absence', () => {
    expect(profileOfVersion('62.0')).toBe(62);
    expect(profileOfVersion(null)).toBe(0);
    expect(profileOfVersion('soon')).toBe(0);
  });

  describe('the best for a file', () => {
    const component = (children: readonly XmlElement[]) => ({
      kind: 'component',
      element: branch('fields', [leaf('isRequired', 'true'), ...children]),
    });
    const old = component([]);
    const new51 = component([leaf('inputsOnNextNavToAssocScrn', 'UseStoredValues')]);

    it("is the version's own where it fits", () => {
      expect(bestProfile(62, [new51, new51, new51])).toBe(62);
      expect(bestProfile(49, [old, old, old])).toBe(49);
    });

    it('is the nearest that saves more than the line that names it', () => {
      expect(bestProfile(62, [old, old, new51])).toBe(62);
      expect(bestProfile(62, [old, old, old, old, new51])).toBe(49);
      expect(bestProfile(50, [new51, new51, new51])).toBe(51);
    });

    it('does not count what is said by hand', () => {
      const reset = component([leaf('inputsOnNextNavToAssocScrn', 'ResetValues')]);
      expect(bestProfile(49, [reset, reset, reset])).toBe(49);
    });
  });
});

import { describe, expect, it } from 'vitest';
import { compact, exported, flowOf, imported } from './translate.ts';

const SCREEN = `variables:
  varId: Text

choices:
  Large: { label: Large, value: L }

start: Ask

elements:
  Ask:
    type: screen
    allowBack: false
    showHeader: false
    buttons: { next: Send Now, previous: Return, pause: Later }
    help: Read {!varId}
    pausedText: See you
    stage: Review
    fields:
      Heading: { type: displayText, text: 'Hello {!varId} & <you>' }
      Lines:
        type: displayText
        text: |-
          One

          Two
      Rich: { type: displayText, html: '<p><b>Hi</b></p>' }
      Plain: { type: displayText, html: no paragraph }
      Name: { type: text, label: Name, required: true, default: '{!varId}', help: Your name }
      Note: { type: longText, label: Note }
      Secret: { type: password, label: Secret }
      Amount:
        type: currency
        label: Amount
        scale: 2
        validate: { formula: '{!Amount} > 0', message: More than nothing }
        visible: { all: [ Size: Small, Name: { isNull: false } ] }
        onRevisit: reset
        disabled: true
        readOnly: '{!flag}'
      Count: { type: number, label: Count }
      Day: { type: date, label: Day }
      Moment: { type: dateTime, label: Moment }
      Agreed: { type: checkbox, label: Agreed, default: false }
      Size: { type: radioButtons, label: Size, required: true, choices: [Large], selected: Large }
      Colour: { type: picklist, label: Colour, options: [Red, { label: Navy blue, value: blue }, '3'] }
      Many: { type: checkboxGroup, label: Many, valueType: Number, options: [ { label: One, value: 1 } ] }
      Some:
        type: multiSelectPicklist
        label: Some
        choices: [Sets]
        visible: { any: [ Name: x ] }
      Details:
        type: section
        heading: Details
        columns:
          - width: 6
            fields:
              Inner: { type: text, label: Inner }
          - name: Second
            width: 6
      Who:
        type: lookup
        inputs: { objectApiName: Contact, required: true }
        outputs: { recordId: varId }
        visible: { conditions: [ Name: a, Name: b ], logic: 1 OR 2 }
      Grid: { type: 'c:datatable', inputs: { rows: '{!Rows}' }, types: { T: Account } }
      contact.LastName: { type: recordField, required: true }
      Items:
        type: repeater
        fields:
          Item: { type: text, label: Item }
      Survey: { type: choiceComponent, component: 'survey:x', label: Survey, choices: [Sets] }
`;

describe('screens in YAML and metadata', () => {
  const metadata = compact(exported(flowOf(SCREEN)));

  it('come back from the metadata as they were', () => {
    expect(imported(exported(flowOf(SCREEN)))).toBe(flowOf(SCREEN));
  });

  it.each([
    [
      'buttons and flags',
      '<allowBack>false</allowBack><allowFinish>true</allowFinish><allowPause>true</allowPause><backButtonLabel>Return</backButtonLabel>',
    ],
    [
      'next and pause',
      '<nextOrFinishButtonLabel>Send Now</nextOrFinishButtonLabel><pauseButtonLabel>Later</pauseButtonLabel><pausedText>See you</pausedText><showFooter>true</showFooter><showHeader>false</showHeader><stageReference><elementReference>Review</elementReference></stageReference>',
    ],
    [
      'plain text as escaped paragraphs',
      '<fieldText>&lt;p&gt;Hello {!varId} &amp;amp; &amp;lt;you&amp;gt;&lt;/p&gt;</fieldText><fieldType>DisplayText</fieldType></fields>',
    ],
    [
      'an empty line',
      '<fieldText>&lt;p&gt;One&lt;/p&gt;&lt;p&gt;&lt;br&gt;&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;</fieldText>',
    ],
    ['rich text as it stands', '<fieldText>&lt;p&gt;&lt;b&gt;Hi&lt;/b&gt;&lt;/p&gt;</fieldText>'],
    [
      'an input',
      '<fields><name>Name</name><dataType>String</dataType><defaultValue><elementReference>varId</elementReference></defaultValue><fieldText>Name</fieldText><fieldType>InputField</fieldType><helpText>Your name</helpText><isRequired>true</isRequired></fields>',
    ],
    [
      'a long text',
      '<fields><name>Note</name><fieldText>Note</fieldText><fieldType>LargeTextArea</fieldType><isRequired>false</isRequired></fields>',
    ],
    ['a password', '<fieldType>PasswordField</fieldType>'],
    [
      'validation',
      '<validationRule><errorMessage>More than nothing</errorMessage><formulaExpression>{!Amount} &gt; 0</formulaExpression></validationRule>',
    ],
    [
      'visibility',
      '<visibilityRule><conditionLogic>and</conditionLogic><conditions><leftValueReference>Size</leftValueReference><operator>EqualTo</operator><rightValue><stringValue>Small</stringValue></rightValue></conditions>',
    ],
    [
      'a reset',
      '<inputsOnNextNavToAssocScrn>ResetValues</inputsOnNextNavToAssocScrn><isDisabled><booleanValue>true</booleanValue></isDisabled><isReadOnly><elementReference>flag</elementReference></isReadOnly>',
    ],
    [
      'a checkbox, always required in the metadata',
      '<fields><name>Agreed</name><dataType>Boolean</dataType><defaultValue><booleanValue>false</booleanValue></defaultValue><fieldText>Agreed</fieldText><fieldType>InputField</fieldType><isRequired>true</isRequired></fields>',
    ],
    [
      'choices',
      '<choiceReferences>Large</choiceReferences><dataType>String</dataType><defaultSelectedChoiceReference>Large</defaultSelectedChoiceReference>',
    ],
    [
      'options as references',
      '<choiceReferences>Colour_Red</choiceReferences><choiceReferences>Colour_Navy_blue</choiceReferences><choiceReferences>Colour_3</choiceReferences>',
    ],
    [
      'options as choices',
      '<choices><name>Colour_Navy_blue</name><choiceText>Navy blue</choiceText><dataType>String</dataType><value><stringValue>blue</stringValue></value></choices>',
    ],
    [
      'options of the type of their field',
      '<choices><name>Many_One</name><choiceText>One</choiceText><dataType>Number</dataType><value><numberValue>1.0</numberValue></value></choices>',
    ],
    ['a section', '<regionContainerType>SectionWithHeader</regionContainerType>'],
    ['columns named after it', '<name>Details_Column1</name><fieldType>Region</fieldType>'],
    [
      'widths',
      '<inputParameters><name>width</name><value><stringValue>6</stringValue></value></inputParameters><isRequired>false</isRequired></fields><fields><name>Second</name>',
    ],
    ['a component', '<extensionName>flowruntime:lookup</extensionName><fieldType>ComponentInstance</fieldType>'],
    [
      'another component',
      '<dataTypeMappings><typeName>T</typeName><typeValue>Account</typeValue></dataTypeMappings><extensionName>c:datatable</extensionName>',
    ],
    [
      'automatic outputs',
      '<isRequired>true</isRequired><storeOutputAutomatically>true</storeOutputAutomatically></fields><fields><fieldType>ObjectProvided</fieldType><isRequired>true</isRequired><objectFieldReference>contact.LastName</objectFieldReference></fields>',
    ],
    [
      'outputs by hand',
      '<outputParameters><assignToReference>varId</assignToReference><name>recordId</name></outputParameters>',
    ],
    ['a repeater', '<name>Items</name><fieldType>Repeater</fieldType><fields><name>Item</name>'],
  ])('write %s', (_what, fragment) => {
    expect(metadata).toContain(fragment);
  });

  it('do not write what they need not', () => {
    expect(metadata).not.toMatch(/<scale>0<|UseStoredValues<\/inputsOnNextNavToAssocScrn><isRequired>false/);
  });

  it('keep choices that are not just what an option stands for', () => {
    const field = (more: string) => `start: Ask

elements:
  Ask:
    type: screen
    fields:
      Colour: { type: picklist, label: Colour, choices: [Colour_Red${more}] }
`;
    const choice = (text: string) => flowOf(`choices:\n  Colour_Red: ${text}\n\n${field('')}`);
    for (const text of [
      '{ label: Rot }',
      '{ label: Red, value: Red, description: The colour }',
      '{ label: Red, type: Number, value: Red }',
    ]) {
      expect(imported(exported(choice(text)))).toBe(choice(text));
    }
    const twice = flowOf(`choices:\n  Colour_Red: { label: Red, value: Red }\n\n${field(', Colour_Red')}`);
    expect(imported(exported(twice))).toBe(twice);
  });
});

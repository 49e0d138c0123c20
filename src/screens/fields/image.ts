import { attributesOf, typeOfAttributes } from '../attributes.ts';
import type { FieldDefinition } from '../define-field.ts';

/** Image (flowruntime:image): a static resource; a host without pictures shows its name. */
export const image: FieldDefinition<'image'> = {
  type: 'image',
  entry: false,
  valueType: (field) =>
    typeOfAttributes(field, {
      imageName: { dataType: 'Text' },
      imageHeight: { dataType: 'Text' },
      imageWidth: { dataType: 'Text' },
      imageCSS: { dataType: 'Text' },
      horizontalAlignment: { dataType: 'Text' },
      altText: { dataType: 'Text' },
    }),
  compile: (field, context) => {
    const attributes = attributesOf(field, context);
    const [name, alternative] = [attributes.text('imageName'), attributes.text('altText')];
    return {
      parse: (_raw, state) => ({ value: attributes.all(state), problem: null }),
      face: (state) => ({ control: 'static', text: `[Picture: ${alternative(state) || name(state)}]`, html: false }),
    };
  },
};

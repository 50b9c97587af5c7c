const HEX = /^(#[0-9a-f]{6}|transparent)$/i;

/** A colour of Card JSON is a pair; anything else is ignored. */
export function paint(property, colour) {
  if (!HEX.test(colour?.light ?? '') || !HEX.test(colour?.dark ?? '')) return {};
  return { [property]: `light-dark(${colour.light}, ${colour.dark})` };
}

/** Numbers become pixels, percentages stay; anything else is ignored. */
export function measure(lengths) {
  const fits = Object.entries(lengths).filter(([, length]) => typeof length === 'number' || /^\d+(\.\d+)?%$/.test(length ?? ''));
  return Object.fromEntries(fits.map(([property, length]) => [property, typeof length === 'number' ? `${length}px` : length]));
}

/** What goes around an element: padding, background, border. */
export function box({ padding, backgroundColor, borderRadius, borderColor, borderWidth }) {
  const sides = typeof padding === 'object' && padding !== null ? padding : { top: padding, right: padding, bottom: padding, left: padding };
  return {
    ...measure({ paddingTop: sides.top, paddingRight: sides.right, paddingBottom: sides.bottom, paddingLeft: sides.left, borderRadius, borderWidth }),
    ...(borderWidth > 0 && { borderStyle: 'solid' }),
    ...paint('backgroundColor', backgroundColor),
    ...paint('borderColor', borderColor),
  };
}

/** A share of a hundred. */
export const side = (value) => Math.min(100, Math.max(0, Number(value) || 0));

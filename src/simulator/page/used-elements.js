/** The elements of an interactive message that somebody has used already. */
export const usedElements = ({ data }) => new Set((data.interactions ?? []).map(({ elementId }) => elementId));

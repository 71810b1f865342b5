import type { Page } from 'playwright-core';

export interface Faint {
  readonly text: string;
  readonly ratio: number;
  readonly colour: string;
  readonly ground: string;
}

/** Text that stands out too little from its ground: less than `least` to 1 (WCAG 2.2, 1.4.3). Letters of pictures are judged against their card. */
export function faintTexts(page: Page, least = 4.5): Promise<Faint[]> {
  return page.evaluate((leastRatio) => {
    const numbers = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = (colour: string): number => {
      const [red = 0, green = 0, blue = 0] = numbers(colour).map((value) => {
        const share = value / 255;
        return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const groundOf = (element: Element | null): string => {
      for (let at = element; at !== null; at = at.parentElement) {
        const colour = getComputedStyle(at).backgroundColor;
        if ((numbers(colour)[3] ?? 1) > 0.5) return colour;
      }
      return 'rgb(255, 255, 255)';
    };
    const faint: Faint[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const node = texts.currentNode;
      const element = node.parentElement;
      const text = (node.textContent ?? '').trim();
      if (element === null || text === '' || element.closest('title, desc, option') || !element.checkVisibility())
        continue;
      const style = getComputedStyle(element);
      const colour = element instanceof SVGElement ? style.fill : style.color;
      const ground = groundOf(element);
      const [light, dark] = [luminance(colour), luminance(ground)].toSorted((one, other) => other - one);
      const ratio = ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
      if (ratio < leastRatio) faint.push({ text: text.slice(0, 40), ratio, colour, ground });
    }
    return faint;
  }, least);
}

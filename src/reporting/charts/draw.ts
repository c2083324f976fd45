import { BarChart, CustomChart, LineChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { cleanSvg } from './clean-svg.ts';
import { INK } from './ink.ts';

use([BarChart, LineChart, CustomChart, GridComponent, SVGRenderer]);

/** A drawing for wide screens and paper, and one for phones: text stays readable in both. */
export interface Drawing {
  wide: string;
  narrow: string;
}

/** The room that a chart has. */
export interface Room {
  width: number;
  height: number;
  narrow: boolean;
}

/** What is said about a chart to those who cannot see it, and what sets its ids apart from those of other charts. */
export interface Label {
  id: string;
  title: string;
  description: string;
}

const WIDE = 960;
const NARROW = 360;
const FONT_SIZE = 12;

/** Returns a chart as two SVG texts without styles, scripts, ids of the library or fixed colours; the same input, the same text. */
export function draw(
  label: Label,
  height: { wide: number; narrow: number },
  option: (room: Room) => EChartsCoreOption,
): Drawing {
  const one = (room: Room, suffix: string) =>
    cleanSvg(render(option(room), room), { ...label, id: `${label.id}-${suffix}` }, room);
  return {
    wide: one({ width: WIDE, height: height.wide, narrow: false }, 'wide'),
    narrow: one({ width: NARROW, height: height.narrow, narrow: true }, 'narrow'),
  };
}

function render(option: EChartsCoreOption, { width, height }: Room): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({
      animation: false,
      backgroundColor: 'transparent',
      textStyle: { color: INK.text, fontSize: FONT_SIZE, fontFamily: 'sans-serif' },
      ...option,
    });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

// What the map says, by language.

const en = {
  controls: "Choose what the maps show",
  month: "Month",
  all: "All months",
  span: "{all}, {from} to {to}",
  play: "Play",
  pause: "Pause",
  show: "Show",
  together: "Side by side",
  map: "{policy}: map of links. Arrow keys go from link to link, Escape closes the numbers.",
  bottleneck: "{policy}: the bottleneck, enlarged. Arrow keys go from link to link, Escape closes the numbers.",
  enlarged: "The bottleneck, enlarged",
  link: "{from} – {to}, {mode}",
  modes: {
    foot: "on foot", bus: "by road", river_boat: "by river boat", sea_boat: "by boat at sea",
    train: "by freight train", air: "by air",
  },
  people: "People who pass",
  a_month: "about {people} a month",
  harm: "Harms per 1,000 passages",
  interval: "{low} to {high}",
  none: "not shown",
  too_few: "too few people",
  legend_harm: "Colour: harms per 1,000 passages",
  legend_people: "Width: people a month (all months: the mean)",
  under: "under {rate}",
  from_to: "{from} to {to}",
  over: "{rate} and more",
  no_rate: "too few people for a rate",
  frame: "part shown enlarged",
  doubt_interval: "Below each number: its 95 % interval.",
  doubt_wide: "How often harm happens on this link is very uncertain.",
  doubt_overlap: "The intervals of harm overlap: this link alone shows no difference between the policies.",
  doubt_rate: "Too few people pass for a rate of harm.",
  doubt_assumed: "* hangs on rules that no data support.",
  doubt_absent: "“Not shown”: nobody passes, too few to say anything about harm, or left out of single months to keep the file small.",
};

const es = {
  controls: "Elija lo que muestran los mapas",
  month: "Mes",
  all: "Todos los meses",
  span: "{all}, de {from} a {to}",
  play: "Reproducir",
  pause: "Pausar",
  show: "Mostrar",
  together: "Lado a lado",
  map: "{policy}: mapa de tramos. Las flechas pasan de un tramo a otro, Escape cierra las cifras.",
  bottleneck: "{policy}: el cuello de botella, ampliado. Las flechas pasan de un tramo a otro, Escape cierra las cifras.",
  enlarged: "El cuello de botella, ampliado",
  link: "{from} – {to}, {mode}",
  modes: {
    foot: "a pie", bus: "por carretera", river_boat: "en bote por río", sea_boat: "en bote por mar",
    train: "en tren de carga", air: "por aire",
  },
  people: "Personas que pasan",
  a_month: "unas {people} al mes",
  harm: "Daños por cada 1 000 pasos",
  interval: "{low} a {high}",
  none: "no se muestra",
  too_few: "muy pocas personas",
  legend_harm: "Color: daños por cada 1 000 pasos",
  legend_people: "Ancho: personas al mes (todos los meses: la media)",
  under: "menos de {rate}",
  from_to: "{from} a {to}",
  over: "{rate} y más",
  no_rate: "muy pocas personas para una tasa",
  frame: "parte ampliada",
  doubt_interval: "Bajo cada cifra: su intervalo del 95 %.",
  doubt_wide: "Con qué frecuencia ocurren daños en este tramo es muy incierto.",
  doubt_overlap: "Los intervalos del daño se solapan: este tramo por sí solo no muestra diferencia entre las políticas.",
  doubt_rate: "Pasan muy pocas personas para una tasa de daño.",
  doubt_assumed: "* depende de reglas que ningún dato respalda.",
  doubt_absent: "«No se muestra»: no pasa nadie, muy pocas personas para decir algo sobre el daño, u omitido de los meses sueltos para que el archivo sea pequeño.",
};

const pt = {
  controls: "Escolha o que os mapas mostram",
  month: "Mês",
  all: "Todos os meses",
  span: "{all}, de {from} a {to}",
  play: "Reproduzir",
  pause: "Pausar",
  show: "Mostrar",
  together: "Lado a lado",
  map: "{policy}: mapa de trechos. As setas passam de um trecho a outro, Escape fecha os números.",
  bottleneck: "{policy}: o gargalo, ampliado. As setas passam de um trecho a outro, Escape fecha os números.",
  enlarged: "O gargalo, ampliado",
  link: "{from} – {to}, {mode}",
  modes: {
    foot: "a pé", bus: "por estrada", river_boat: "de barco por rio", sea_boat: "de barco por mar",
    train: "de trem de carga", air: "por avião",
  },
  people: "Pessoas que passam",
  a_month: "cerca de {people} por mês",
  harm: "Danos por 1 000 passagens",
  interval: "{low} a {high}",
  none: "não se mostra",
  too_few: "poucas pessoas",
  legend_harm: "Cor: danos por 1 000 passagens",
  legend_people: "Largura: pessoas por mês (todos os meses: a média)",
  under: "menos de {rate}",
  from_to: "{from} a {to}",
  over: "{rate} e mais",
  no_rate: "poucas pessoas para uma taxa",
  frame: "parte ampliada",
  doubt_interval: "Sob cada número: o seu intervalo de 95 %.",
  doubt_wide: "A frequência com que ocorrem danos neste trecho é muito incerta.",
  doubt_overlap: "Os intervalos do dano se sobrepõem: este trecho sozinho não mostra diferença entre as políticas.",
  doubt_rate: "Passam poucas pessoas para uma taxa de dano.",
  doubt_assumed: "* depende de regras que nenhum dado sustenta.",
  doubt_absent: "«Não se mostra»: ninguém passa, poucas pessoas para dizer algo sobre o dano, ou omitido dos meses isolados para o arquivo ficar pequeno.",
};

const LANGUAGES = { en, es, pt };

/** The words of a language, with months and countries as it names them; harm is starred where it is `assumed`. */
export function words(lang, assumed = false) {
  const texts = LANGUAGES[lang] ?? en;
  const locale = LANGUAGES[lang] ? lang : "en";
  const numbers = new Intl.NumberFormat("en", { maximumSignificantDigits: 3, useGrouping: "always" });
  // As in the rest of the report: a comma before decimals, a narrow blank between thousands.
  const written = (text) => (locale === "en" ? text : text.replace(/[.,]/g, (mark) => (mark === "." ? "," : "\u202f")));
  const months = new Intl.DateTimeFormat(locale, { year: "numeric", month: "short", timeZone: "UTC" });
  const regions = new Intl.DisplayNames([locale], { type: "region", fallback: "code" });
  const fill = (key, values = {}) =>
    texts[key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  return {
    text: fill,
    harm: (key) => fill(key) + (assumed ? "\u00a0*" : ""),
    number: (value) => written(numbers.format(value)),
    month: (month) => months.format(new Date(`${month}-01T00:00:00Z`)),
    country: (code) => regions.of(code),
    link: ({ from, to, mode }) =>
      fill("link", { from: from.name, to: to.name, mode: texts.modes[mode] ?? mode.replaceAll("_", " ") }),
  };
}

export { LANGUAGES };

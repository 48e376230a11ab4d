// Days and the steps that charts of time are made of. A day is its number since 1 January 1970.

const DAY = 86400000;

function dayOf(iso) {
  const match = /^(\d{4})-(\d{2})-(\d{2})/u.exec(iso || "");
  if (!match) return null;
  const time = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return Number.isNaN(time) ? null : time / DAY;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function partsOfDay(day) {
  const date = new Date(day * DAY);
  return [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
}

const isoOf = (day) => new Date(day * DAY).toISOString().slice(0, 10);

// "21 Jul 2025"
function dateText(iso) {
  const day = dayOf(iso);
  if (day === null) return iso || "";
  const [year, month, date] = partsOfDay(day);
  return `${date} ${MONTHS[month]} ${year}`;
}

const monthStart = (year, month) => Date.UTC(year, month, 1) / DAY;

// First and last day that are drawn: all, unless a few that lie far off would press the rest into a corner.
function drawnRange(days) {
  const all = [days[0], days[days.length - 1]],
    rare = Math.floor(days.length / 50);
  const most = [days[rare], days[days.length - 1 - rare]];
  return all[1] - all[0] > 2.5 * (most[1] - most[0]) + 14 ? most : all;
}

// Steps over all dated statements: [{from, until, label}], until exclusive; days, weeks, months or years.
function steps() {
  if (D.steps) return D.steps;
  const days = D.days;
  if (!days.length) return (D.steps = []);
  const [first, last] = drawnRange(days),
    span = last - first + 1;
  const out = [];
  const [firstYear, firstMonth] = partsOfDay(first),
    [lastYear, lastMonth] = partsOfDay(last);
  if (span <= 31) {
    for (let day = first; day <= last; day++) out.push([day, day + 1, dateText(isoOf(day))]);
  } else if (span <= 7 * 30) {
    const monday = first - ((first + 3) % 7);
    for (let day = monday; day <= last; day += 7) out.push([day, day + 7, `week of ${dateText(isoOf(day))}`]);
  } else if (span <= 366 * 5) {
    const months = (lastYear - firstYear) * 12 + lastMonth - firstMonth;
    for (let k = 0; k <= months; k++) {
      const month = (firstMonth + k) % 12,
        year = firstYear + Math.floor((firstMonth + k) / 12);
      out.push([
        monthStart(year, firstMonth + k - 12 * (year - firstYear)),
        monthStart(year, firstMonth + k + 1 - 12 * (year - firstYear)),
        `${MONTHS[month]} ${year}`,
      ]);
    }
  } else {
    for (let year = firstYear; year <= lastYear; year++) {
      out.push([monthStart(year, 0), monthStart(year + 1, 0), String(year)]);
    }
  }
  return (D.steps = out.map(([from, until, label]) => ({ from, until, label })));
}

// How many of the statements fall into each step.
function overTime(statements) {
  const all = steps();
  const counts = new Array(all.length).fill(0);
  if (!all.length) return counts;
  for (const i of statements) {
    const day = D.day[i];
    if (day === null || day < all[0].from || day >= all[all.length - 1].until) continue;
    let low = 0,
      high = all.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (all[middle].from <= day) low = middle;
      else high = middle - 1;
    }
    counts[low] += 1;
  }
  return counts;
}

const hasTime = () => steps().length > 1;

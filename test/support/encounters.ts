/** Random encounters for properties: good ones as a coder writes them, and noise. */
import fc from 'fast-check';

/** Levels and nerves as they stand in records, by procedure kind. */
const lumbar = ['L1-L2', 'L2-L3', 'L3-L4', 'L4-L5', 'L5-S1'];
const cervical = ['C2-C3', 'C3-C4', 'C4-C5', 'C5-C6', 'C6-C7', 'C7-T1', 'T11-T12', 'T12-L1'];
const sided = (names: readonly string[]) =>
  fc.subarray([...names], { minLength: 1, maxLength: 4 }).chain((chosen) =>
    fc
      .array(fc.constantFrom('', ' left', ' right', ' bilateral'), {
        minLength: chosen.length,
        maxLength: chosen.length,
      })
      .map((sides) => chosen.map((name, index) => `${name}${sides[index] ?? ''}`).join(', ')),
  );

const levelField = fc.oneof(
  sided(lumbar).map((levels) => `levels: ${levels}`),
  sided(cervical).map((levels) => `levels: ${levels}`),
  sided([...lumbar, ...cervical]).map((levels) => `levels: ${levels}`),
);
const nerveField = fc.oneof(
  sided(['T12', 'L1', 'L2', 'L3', 'L4', 'L5', 'S1']).map((nerves) => `nerves: ${nerves}`),
  sided(['TON', 'C3', 'C4', 'C5', 'C6']).map((nerves) => `nerves: ${nerves}`),
);

/** A documented procedure whose lines the tool can write. */
export const documentedProcedure = fc
  .record({
    kind: fc.constantFrom('facet-injection', 'facet-destruction', 'transforaminal-epidural', 'sacroiliac-injection'),
    levels: levelField,
    nerves: fc.option(nerveField, { nil: undefined }),
    side: fc.constantFrom('left', 'right', 'bilateral', undefined),
    guidance: fc.constantFrom('fluoroscopy', 'ct', undefined),
    told: fc.record({
      intent: fc.constantFrom('intent: diagnostic', 'intent: therapeutic', undefined),
      relief: fc.constantFrom('relief: 85% for 6 hours', 'relief: 40% for 3 months', undefined),
      priorRelief: fc.constantFrom('prior-relief: 60% for 8 months', undefined, undefined),
      priorBlocks: fc.constantFrom('prior-blocks: 90%, 70% for 5 hours', 'prior-blocks:', undefined, undefined),
    }),
  })
  .map(({ kind, levels, nerves, side, guidance, told }) => {
    const places =
      kind === 'sacroiliac-injection' ? [] : [levels, kind === 'transforaminal-epidural' ? undefined : nerves];
    const fields = [...places, side && `side: ${side}`, guidance && `guidance: ${guidance}`, ...Object.values(told)];
    return [`procedure ${kind}`, ...fields.filter(Boolean).map((field) => `  ${field}`)].join('\n');
  });

/** A procedure of any kind, by any technique and guidance. */
const anyProcedure = fc.oneof(
  documentedProcedure,
  fc
    .record({
      kind: fc.constantFrom(
        'epidural',
        'transforaminal-epidural',
        'facet-injection',
        'facet-destruction',
        'nerve-block',
        'nerve-destruction',
        'joint-injection',
        'vertebral-augmentation',
        'basivertebral-ablation',
        'chemodenervation',
        'sedation',
        'trigger-point',
        'neurostimulator',
        'mbb',
        'other',
      ),
      technique: fc.constantFrom(
        'radiofrequency',
        'pulsed-radiofrequency',
        'cryoablation',
        'medial-branch',
        'intra-articular',
        'caudal',
        'transforaminal',
        'dry-needling',
        'paddle',
      ),
      guidance: fc.constantFrom('fluoroscopy', 'ultrasound', 'none', undefined),
      levels: fc.option(levelField, { nil: undefined }),
      place: fc.constantFrom(
        ...[
          undefined,
          'bodies: T12, L1',
          'bodies: L4, L5, S1',
          'levels: T12',
          'levels: L4-5 & L5-S1',
          'site: right knee',
        ],
        ...[
          'site: lt shoulder, right knee',
          'site: intercostal T5, T6 and T7',
          'nerves: L3 MBB, L4 (R)',
          'site: lesser occipital',
        ],
        ...['site: superior lateral genicular, superior medial genicular, inferior medial genicular'],
      ),
      agent: fc.constantFrom(
        ...[undefined, undefined, 'onabotulinumtoxinA 155 units from a 200-unit single-dose vial, 45 units discarded'],
        ...['Kenalog 40 mg', 'triamcinolone 40 mg, lot # 4'],
      ),
      told: fc.constantFrom(undefined, 'minutes: 18', 'discarded: 45 units', 'side: B/L', 'relief: 85% for 6 hours'),
    })
    .map(({ kind, technique, guidance, levels, place, agent, told }) =>
      [
        `procedure ${kind}`,
        `technique: ${technique}`,
        guidance && `guidance: ${guidance}`,
        place ?? levels,
        agent && `agent: ${agent}`,
        told,
      ]
        .filter(Boolean)
        .join('\n  '),
    ),
);

const code = fc.constantFrom(
  ...[
    '64490',
    '64491',
    '64492',
    '64493',
    '64494',
    '64495',
    '64633',
    '64634',
    '64635',
    '64636',
    '64479',
    '64480',
    '64483',
  ],
  ...[
    '64484',
    '27096',
    '64451',
    '20552',
    '20610',
    '76942',
    '77003',
    '99213',
    '64475',
    '64476',
    '64622',
    '64623',
    '64999',
  ],
  ...[
    '62323',
    '62322',
    '62321',
    '64450',
    '64640',
    '64615',
    '0216T',
    '0217T',
    'J1010',
    'J1030',
    '64439',
    '80305',
    '80307',
    '64454',
    '64624',
    '6449',
  ],
  ...['22513', '22514', '22515', '64628', '64629', '64420', '64421', '64405', '64486', 'J0585', '99152', '99153'],
  ...['63650', '63661', '20553', '20560', '98006', '99442', '62323'],
);
const modifier = fc.constantFrom(
  '50',
  'LT',
  'RT',
  'KX',
  '59',
  '25',
  '51',
  'XU',
  '76',
  '26',
  'TC',
  'QQ',
  '52',
  'F1',
  'GA',
  'JW',
  'JZ',
  '53',
  '24',
);

/** What a line says of its own below it. */
const ownField = fc.constantFrom(
  ...[undefined, undefined, undefined, undefined, undefined, 'minutes: 25', 'x-account: 7731', 'levels: L4-L5'],
  ...['date: 2026-11-17', 'dos: 11/17/26', 'place: 02', 'description: pulsed, right # 4', 'ndc: 00023-3921-02 UN1'],
);

/** A service line, right or wrong. */
export const serviceLine = fc
  .record({
    code,
    modifiers: fc.array(modifier, { maxLength: 3 }),
    units: fc.constantFrom('', 'x1', 'x2', 'x3', 'x5'),
    pointers: fc.constantFrom('A', 'A,B', 'B', 'Z', '', 'M47.816'),
    own: ownField,
  })
  .map(({ code: billed, modifiers, units, pointers, own }) => {
    const line = `  ${[[billed, ...modifiers].join('-'), units, pointers].filter(Boolean).join('  ')}`;
    return own ? `${line}\n    ${own}` : line;
  });

export interface Frame {
  readonly payer: string;
  readonly procedures: readonly string[];
  readonly lines: readonly string[];
  readonly date?: string;
  readonly claim?: string;
  readonly id?: string;
  readonly patient?: string;
}

/** A whole encounter. */
export function encounterText(frame: Frame): string {
  const { payer, procedures, lines, date = '2026-11-16', claim, id = '1', patient = `P-${id}` } = frame;
  return [
    `encounter ${id}`,
    `patient: ${patient}`,
    `date: ${date}`,
    `payer: ${payer}`,
    'place: 24',
    'provider: 1234567893',
    ...(claim ? [`claim: ${claim}`] : []),
    'diagnoses',
    '  A: M47.816',
    '  B: M47.812',
    ...procedures,
    'lines',
    ...lines,
    '',
  ].join('\n');
}

export const payer = fc.constantFrom('cpt', 'medicare', 'medicare-noridian', 'strict', 'acme', 'nobody');

/** An encounter as somebody may type it. */
export const anyEncounter = fc
  .record({
    payer,
    procedures: fc.array(anyProcedure, { maxLength: 3 }),
    lines: fc.array(serviceLine, { maxLength: 6 }),
    date: fc.constantFrom(
      ...['2026-11-16', '2026-11-03', '2026-06-01', '2025-11-16', '2025-11-17', '2024-02-29', '2023-03-03'],
      ...['2012-05-01', '2009-12-01', '2030-01-01', '11/16/2026', ''],
    ),
    patient: fc.constantFrom('P-1', 'P-1', 'P-2', ''),
    claim: fc.constantFrom('professional', 'facility'),
  })
  .map(encounterText);

/** Pieces of the format, stray characters, other line ends, halves of emoji. */
export const noise = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          'encounter 1',
          'lines',
          'lines:',
          'diagnoses',
          'procedure facet-injection',
          'payer:',
          '  64493-50 x1 A',
          ' # allow x: y',
        ],
      ),
      fc.constantFrom(
        ...[
          '\n',
          '\r\n',
          '\r',
          '\t',
          ' ',
          ':',
          '#',
          '-',
          ',',
          '$',
          'x0',
          '\uFEFF',
          '\u0000',
          '\uD83D',
          '\uDE00',
          '😀',
          '\u00A0',
        ],
      ),
      fc.string({ maxLength: 12, unit: 'binary' }),
    ),
    { maxLength: 40 },
  )
  .map((pieces) => pieces.join(''));

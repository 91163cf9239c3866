/** The project file `scrubber.yaml`: what is wrong in it, and help for its author. */
import type { Diagnostic } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { ruleIdsOf } from '../../features/policy/world.js';
import { aliasProblems, parseProject } from '../../project/project-file.js';
import { lineIndex } from '../../text/line-index.js';
import type { Language } from '../languages.js';
import { projectYaml } from '../naming.js';
import type { Session } from '../session.js';
import { problemDiagnostic, type YamlKind, yamlLanguage } from './yaml.js';

/** The language of project files. */
export function projectLanguage(session: Session): Language {
  const { world, workspace, addresses } = session;
  const kind: YamlKind = {
    fileOf: (document) => projectYaml(session, addresses.of(document.uri), document.getText()),
    problemsIn(document) {
      const project = workspace.projectAt(addresses.of(document.uri));
      // One that does not apply to anything, such as the old side of a comparison, is read on its own.
      if (!project) return parseProject(document.getText(), ruleIdsOf(world(document.uri))).problems;
      const ofAliases = aliasProblems(document.getText(), project.parsed, world(document.uri).policies);
      return [...project.parsed.problems, ...ofAliases, ...workspace.projectProblems(project)];
    },
  };
  const diagnostics = (document: TextDocument): Diagnostic[] => {
    const index = lineIndex(document.getText());
    return kind.problemsIn(document).map((problem) => problemDiagnostic(session, index, problem));
  };
  return {
    ...yamlLanguage(session, kind),
    id: 'scrubber-project',
    kind: 'project',
    diagnostics,
  };
}

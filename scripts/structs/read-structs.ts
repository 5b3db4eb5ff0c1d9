import { join, relative } from 'node:path';
import ts from 'typescript';

/** The props of a struct: the type of each that takes structs, such as `Sidecar[]`, else an empty string. */
export type Struct = Map<string, string>;

/** Returns the structs by name that the exported classes take in constructors and methods, and all structs within them. */
export function readStructs(root: string): Map<string, Struct> {
  const index = join(root, 'lib', 'index.ts');
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const program = ts.createProgram([index], options);
  return new Reader(program.getTypeChecker(), root).read(program.getSourceFile(index)!);
}

class Reader {
  private readonly structs = new Map<string, Struct>();
  private readonly types = new Map<string, ts.Symbol>();

  constructor(
    private readonly checker: ts.TypeChecker,
    private readonly root: string,
  ) {}

  public read(index: ts.SourceFile): Map<string, Struct> {
    const exported = this.checker.getExportsOfModule(this.checker.getSymbolAtLocation(index)!);
    for (const symbol of exported) {
      const target = symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
      const declaration = target.declarations?.find(ts.isClassDeclaration);
      if (declaration) this.readClass(declaration);
    }
    return new Map([...this.structs].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  private readClass({ members }: ts.ClassDeclaration): void {
    for (const member of members) {
      if (!ts.isConstructorDeclaration(member) && !ts.isMethodDeclaration(member)) continue;
      if (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.NonPublicAccessibilityModifier || isInternal(member)) continue;
      for (const parameter of member.parameters) this.typeOf(this.checker.getTypeAtLocation(parameter));
    }
  }

  /** Returns the type of a prop as far as it holds structs; a type in parentheses may also be something else. */
  private typeOf(type: ts.Type): string {
    if (type.isUnion()) {
      const members = type.types.filter((member) => !(member.flags & ts.TypeFlags.Undefined));
      const name = members.map((member) => this.typeOf(member)).find((member) => member !== '') ?? '';
      return name && members.length > 1 ? `(${name})` : name;
    }
    if (this.checker.isArrayType(type)) {
      const name = this.typeOf(this.checker.getTypeArguments(type as ts.TypeReference)[0]);
      return name && `${name}[]`;
    }
    if (type.getStringIndexType()) {
      if (this.typeOf(type.getStringIndexType()!) !== '') throw new Error(`${this.checker.typeToString(type)} is a map of structs`);
      return '';
    }
    const symbol = type.getSymbol();
    if (!symbol || !this.isStruct(symbol)) return '';
    this.add(symbol, type);
    return symbol.name;
  }

  /** Returns whether a type is an interface of data, in this library or in cdk8s-plus; the props of triggers are checked by KEDA's schema. */
  private isStruct(symbol: ts.Symbol): boolean {
    const declaration = symbol.declarations?.find(ts.isInterfaceDeclaration);
    if (!declaration || /^I[A-Z]/.test(symbol.name) || symbol.name.endsWith('TriggerProps')) return false;
    const file = relative(this.root, declaration.getSourceFile().fileName);
    return file.startsWith('lib/') || file.startsWith('node_modules/cdk8s-plus-28/');
  }

  private add(symbol: ts.Symbol, type: ts.Type): void {
    const { name } = symbol;
    const other = this.types.get(name);
    if (other === symbol) return;
    if (other) throw new Error(`there are two structs ${name}`);
    this.types.set(name, symbol);
    const struct: Struct = new Map();
    this.structs.set(name, struct);
    for (const prop of type.getProperties()) struct.set(prop.name, this.typeOf(this.checker.getTypeOfSymbol(prop)));
  }
}

function isInternal(member: ts.ClassElement): boolean {
  return ts.getJSDocTags(member).some(({ tagName }) => tagName.text === 'internal');
}

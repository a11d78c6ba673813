// public-documentation [--check] ASSEMBLY XML
// Keeps the documentation of what a caller can use: the compiler writes down internal members, too.
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

bool isCheck = args[0] == "--check";
string[] files = args[(isCheck ? 1 : 0)..];
MetadataReference assembly = MetadataReference.CreateFromFile(files[0]);
CSharpCompilation compilation = CSharpCompilation.Create("documentation", references: [assembly]);
HashSet<string> visible = [.. Members(((IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(assembly)!).GlobalNamespace)
    .Select(symbol => symbol.GetDocumentationCommentId()).OfType<string>()];
XDocument documentation = XDocument.Load(files[1], LoadOptions.PreserveWhitespace);
XElement[] hidden = [.. documentation.Descendants("member").Where(member => !visible.Contains(member.Attribute("name")?.Value ?? ""))];
if (isCheck)
{
    Console.WriteLine(
        $"{Path.GetFileName(files[1])}: {documentation.Descendants("member").Count()} members, {hidden.Length} of them internal");
    return hidden.Length == 0 ? 0 : 1;
}

foreach (XElement member in hidden)
{
    if (member.PreviousNode is XText indent)
    {
        indent.Remove();
    }

    member.Remove();
}

documentation.Save(files[1], SaveOptions.DisableFormatting);
return 0;

static IEnumerable<ISymbol> Members(INamespaceOrTypeSymbol parent) => parent.GetMembers()
    .Where(member => member is INamespaceSymbol
        || member.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal)
    .SelectMany(member => member is INamespaceOrTypeSymbol inner ? Members(inner).Prepend(member) : [member]);

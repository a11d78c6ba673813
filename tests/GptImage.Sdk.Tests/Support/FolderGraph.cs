using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GptImage.Sdk.Tests;

/// <summary>The folders of a project, and which of them refers to a type of which other one: by symbols, not by text.</summary>
internal sealed class FolderGraph
{
    private readonly SortedDictionary<string, SortedDictionary<string, string>> _arrows = new(StringComparer.Ordinal);

    private FolderGraph()
    {
    }

    /// <summary>Gets names that no type was found for. Empty, or the arrows are not to be trusted.</summary>
    public IReadOnlyList<string> Unresolved { get; private init; } = [];

    public IEnumerable<string> Folders => _arrows.Keys;

    /// <summary>Gets each arrow with an example: the file, and the type it refers to.</summary>
    public IEnumerable<(string From, string To, string Example)> Arrows =>
        _arrows.SelectMany(from => from.Value.Select(to => (from.Key, to.Key, to.Value)));

    /// <summary>Gets the groups of folders that can reach each other.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Circles =>
    [
        .. _arrows.Keys.Where(folder => Reachable(folder).Contains(folder))
            .GroupBy(folder => string.Join(' ', Reachable(folder).Where(other => Reachable(other).Contains(folder)).Order()))
            .Select(group => (IReadOnlyList<string>)[.. group]),
    ];

    /// <summary>Reads the sources of a project.</summary>
    /// <param name="project">The folder under <c>src/</c>.</param>
    /// <param name="linked">Further source folders that are compiled into it.</param>
    public static FolderGraph Read(string project, params string[] linked)
    {
        string[] roots = [Path.Combine(SourceFolder(), project), .. linked.Select(folder => Path.Combine(SourceFolder(), folder))];
        CSharpParseOptions options = new(LanguageVersion.Preview, preprocessorSymbols: ["NET", "NET8_0_OR_GREATER", "NET10_0_OR_GREATER"]);
        List<SyntaxTree> trees =
        [
            .. roots.SelectMany(root => Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories))
                .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, file)),
            CSharpSyntaxTree.ParseText(
                "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;"
                + "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;"
                + "global using GptImage.Sdk;",
                options),
        ];
        IEnumerable<MetadataReference> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(file => Path.GetFileNameWithoutExtension(file) != project && !file.EndsWith("Tests.dll", StringComparison.Ordinal))
            .Select(file => MetadataReference.CreateFromFile(file));
        CSharpCompilation compilation = CSharpCompilation.Create(
            project, trees, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        return Draw(compilation, roots[0]);
    }

    /// <summary>Finds the folder <c>src/</c> above the running tests.</summary>
    public static string SourceFolder()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "GptImage.Sdk.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? throw new InvalidOperationException("The tests do not run below the solution."), "src");
    }

    private static FolderGraph Draw(CSharpCompilation compilation, string root)
    {
        FolderGraph graph = new()
        {
            Unresolved =
            [
                .. compilation.GetDiagnostics().Where(diagnostic => diagnostic.Id is "CS0246" or "CS0234" or "CS0103")
                    .Select(diagnostic => diagnostic.ToString()),
            ],
        };
        SyntaxTree[] files = [.. compilation.SyntaxTrees.Where(tree => tree.FilePath.Length > 0)];
        foreach (SyntaxTree tree in files)
        {
            _ = graph.ArrowsFrom(FolderOf(tree.FilePath, root));
        }

        Parallel.ForEach(files, tree =>
        {
            string from = FolderOf(tree.FilePath, root);
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (SyntaxNode node in tree.GetRoot().DescendantNodes()
                .Where(node => node is SimpleNameSyntax or BaseObjectCreationExpressionSyntax))
            {
                graph.Add(from, tree.FilePath, model.GetSymbolInfo(node).Symbol, root);
            }
        });

        return graph;
    }

    private void Add(string from, string file, ISymbol? symbol, string root)
    {
        if (symbol is IMethodSymbol { ReducedFrom: { } extension })
        {
            symbol = extension;
        }

        INamedTypeSymbol? type = symbol switch
        {
            INamedTypeSymbol named => named,
            IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol => symbol.ContainingType,
            _ => null,
        };
        while (type?.ContainingType is { } outer)
        {
            type = outer;
        }

        string[] places =
        [
            .. (type?.OriginalDefinition.DeclaringSyntaxReferences ?? []).Select(place => FolderOf(place.SyntaxTree.FilePath, root)),
        ];
        if (places.Length > 0 && !places.Contains(from))
        {
            lock (_arrows)
            {
                ArrowsFrom(from).TryAdd(places[0], $"{Path.GetFileName(file)} refers to {type!.Name}");
            }
        }
    }

    private SortedDictionary<string, string> ArrowsFrom(string folder)
    {
        if (!_arrows.TryGetValue(folder, out SortedDictionary<string, string>? arrows))
        {
            _arrows[folder] = arrows = new(StringComparer.Ordinal);
        }

        return arrows;
    }

    private HashSet<string> Reachable(string folder)
    {
        HashSet<string> reached = new(StringComparer.Ordinal);
        Stack<string> next = new([folder]);
        while (next.TryPop(out string? current))
        {
            foreach (string to in ArrowsFrom(current).Keys)
            {
                if (reached.Add(to))
                {
                    next.Push(to);
                }
            }
        }

        return reached;
    }

    /// <summary>Names the folder of a file. A file at the top stands for itself.</summary>
    private static string FolderOf(string file, string root)
    {
        string relative = Path.GetRelativePath(root, file).Replace('\\', '/');
        return relative.Contains('/', StringComparison.Ordinal) ? Path.GetDirectoryName(relative)!.Replace('\\', '/') : relative;
    }
}

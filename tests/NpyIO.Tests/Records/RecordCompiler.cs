using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NpyIO.Generators;

namespace NpyIO.Tests.Records;

/// <summary>Compiles sources with the generator of records, in this process.</summary>
internal static class RecordCompiler
{
    private const string Usings = "using System; using System.Numerics; using System.Runtime.CompilerServices; using System.Runtime.InteropServices; using NpyIO;\n";

    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(IsReferenced).Select(path => MetadataReference.CreateFromFile(path))];

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest);

    internal static CSharpCompilation Compile(params string[] sources) => CSharpCompilation.Create(
        "Compiled",
        sources.Select((source, i) => CSharpSyntaxTree.ParseText(source.Contains("using NpyIO;", StringComparison.Ordinal) ? source : Usings + source, ParseOptions, string.Create(CultureInfo.InvariantCulture, $"File{i}.cs"))),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true));

    internal static GeneratorDriver NewDriver() => CSharpGeneratorDriver.Create(
        [new RecordGenerator().AsSourceGenerator()],
        parseOptions: ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>Returns what the generator says of the sources, each as its identifier and message.</summary>
    internal static string[] Diagnose(params string[] sources)
    {
        GeneratorDriverRunResult result = NewDriver().RunGenerators(Compile(sources)).GetRunResult();
        return [.. result.Diagnostics.Select(diagnostic => $"{diagnostic.Severity} {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}")];
    }

    /// <summary>Returns the generated texts, and everything from warnings on that generator or compiler say.</summary>
    internal static (string[] Texts, string[] Problems, Compilation Compilation) Generate(params string[] sources)
    {
        GeneratorDriver driver = NewDriver().RunGeneratorsAndUpdateCompilation(Compile(sources), out Compilation compilation, out var reported);
        string[] problems = [.. reported.Concat(compilation.GetDiagnostics()).Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !diagnostic.IsSuppressed).Select(diagnostic => diagnostic.ToString())];
        return ([.. driver.GetRunResult().GeneratedTrees.Select(tree => tree.ToString())], problems, compilation);
    }

    /// <summary>Returns everything from warnings on that generator or compiler say of a source in a version of the language, each as its identifier and message.</summary>
    internal static string[] Problems(LanguageVersion language, string source)
    {
        CSharpParseOptions options = ParseOptions.WithLanguageVersion(language);
        CSharpGeneratorDriver.Create([new RecordGenerator().AsSourceGenerator()], parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(Compile().AddSyntaxTrees(CSharpSyntaxTree.ParseText(Usings + source, options, "File.cs")), out Compilation compilation, out var reported);
        return
        [
            .. reported.Concat(compilation.GetDiagnostics())
                .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
                .Select(diagnostic => $"{diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}"),
        ];
    }

    /// <summary>Compiles and loads sources, which must have no problems.</summary>
    internal static Assembly Load(params string[] sources)
    {
        (_, string[] problems, Compilation compilation) = Generate(sources);
        if (problems.Length > 0)
            throw new InvalidOperationException(string.Join('\n', problems) + "\n" + string.Join('\n', sources));
        using var assembly = new MemoryStream();
        var emitted = compilation.Emit(assembly);
        if (!emitted.Success)
            throw new InvalidOperationException(string.Join('\n', emitted.Diagnostics));
        assembly.Position = 0;
        return new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(assembly);
    }

    private static bool IsReferenced(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        return name is "NpyIO" or "mscorlib" or "netstandard" || name.StartsWith("System.", StringComparison.Ordinal);
    }
}

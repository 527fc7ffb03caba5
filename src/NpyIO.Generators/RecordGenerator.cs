using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NpyIO.Generators;

/// <summary>Adds to every struct with <c>[NpyRecord]</c> the code that reads and writes it.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class RecordGenerator : IIncrementalGenerator
{
    /// <summary>The step whose results tests compare.</summary>
    internal const string Models = nameof(Models);

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ParsedRecord> records = context.SyntaxProvider.ForAttributeWithMetadataName(
            Names.RecordAttribute,
            static (node, _) => node is TypeDeclarationSyntax,
            static (attributed, cancel) =>
            {
                LanguageVersion language = ((CSharpParseOptions)attributed.TargetNode.SyntaxTree.Options).LanguageVersion;
                return RecordParser.Parse((INamedTypeSymbol)attributed.TargetSymbol, attributed.Attributes[0], language, new ItemSizes(language, cancel), cancel);
            });

        context.RegisterSourceOutput(
            records.SelectMany(static (record, _) => record.Diagnostics).Combine(context.CompilationProvider),
            static (output, diagnostic) => output.ReportDiagnostic(diagnostic.Left.ToDiagnostic(diagnostic.Right)));
        context.RegisterSourceOutput(
            records.Where(static record => record.Model is not null).Select(static (record, _) => record.Model!).WithTrackingName(Models),
            static (output, model) => output.AddSource(model.FileName, SourceText.From(RecordWriter.Write(model), Encoding.UTF8)));
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace NpyIO.Generators;

/// <summary>A diagnostic as plain values: neither symbols nor syntax, which would keep a whole compilation.</summary>
internal sealed record DiagnosticInfo(DiagnosticDescriptor Descriptor, string Path, TextSpan Span, LinePositionSpan Lines, EquatableArray<string> Arguments)
{
    internal static DiagnosticInfo At(Location? location, DiagnosticDescriptor descriptor, params string[] arguments) =>
        new(descriptor, location?.SourceTree?.FilePath ?? "", location?.SourceSpan ?? default, location?.GetLineSpan().Span ?? default, new EquatableArray<string>(arguments));

    /// <summary>Places it in the compilation's own syntax: only there do <c>#pragma warning disable</c> and the like apply.</summary>
    internal Diagnostic ToDiagnostic(Compilation compilation)
    {
        SyntaxTree? tree = compilation.SyntaxTrees.FirstOrDefault(tree => tree.FilePath == Path && tree.Length >= Span.End);
        return Diagnostic.Create(Descriptor, tree is null ? Location.Create(Path, Span, Lines) : Location.Create(tree, Span), [.. Arguments]);
    }
}

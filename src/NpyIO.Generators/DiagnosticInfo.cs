using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace NpyIO.Generators;

/// <summary>A diagnostic as plain values: neither symbols nor syntax, which would keep a whole compilation.</summary>
internal sealed record DiagnosticInfo(DiagnosticDescriptor Descriptor, string Path, TextSpan Span, LinePositionSpan Lines, EquatableArray<string> Arguments)
{
    internal static DiagnosticInfo At(Location? location, DiagnosticDescriptor descriptor, params string[] arguments) =>
        new(descriptor, location?.SourceTree?.FilePath ?? "", location?.SourceSpan ?? default, location?.GetLineSpan().Span ?? default, new EquatableArray<string>(arguments));

    internal Diagnostic ToDiagnostic() => Diagnostic.Create(Descriptor, Location.Create(Path, Span, Lines), [.. Arguments]);
}

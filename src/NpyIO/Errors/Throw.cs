using System.Diagnostics.CodeAnalysis;

namespace NpyIO.Errors;

/// <summary>Throws <see cref="NpyFormatException"/>; the other layers' throw helpers build on it.</summary>
internal static class Throw
{
    /// <summary>An exception with the path of its file.</summary>
    internal static NpyFormatException Located(NpyFormatException e, string? path)
    {
        e.IsNotOf(path);
        return e;
    }

    /// <summary>Throws for bad content; the offset is added to the message.</summary>
    [DoesNotReturn]
    internal static void Format(NpyFormatReason reason, long offset, string message, string? expected = null, string? found = null) =>
        throw new NpyFormatException($"{message} (at byte {offset})", reason, offset) { Expected = expected, Found = found };
}

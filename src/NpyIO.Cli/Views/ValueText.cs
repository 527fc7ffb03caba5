using System.Text;
using NpyIO.Cli.Output;
using NpyIO.Cli.Values;

namespace NpyIO.Cli.Views;

/// <summary>Single values as strings, for views that need to know how wide they are.</summary>
internal static class ValueText
{
    /// <summary>The text of one value.</summary>
    internal static string Of(ValueWriter writer, ReadOnlySpan<byte> item)
    {
        using var bytes = new MemoryStream();
        var output = new Utf8Writer(bytes, Utf8Writer.SmallBuffer);
        writer.Write(item, output);
        output.Flush();
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}

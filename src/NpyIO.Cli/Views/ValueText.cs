using System.Text;
using NpyIO.Cli.Output;
using NpyIO.Cli.Values;

namespace NpyIO.Cli.Views;

/// <summary>Formats single values as strings, for views that need their width.</summary>
internal static class ValueText
{
    internal static string Of(ValueWriter writer, ReadOnlySpan<byte> item)
    {
        using var bytes = new MemoryStream();
        var output = new Utf8Writer(bytes, Utf8Writer.SmallBuffer);
        writer.Write(item, output);
        output.Flush();
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}

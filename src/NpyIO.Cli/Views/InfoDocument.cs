using NpyIO.Cli.Output;

namespace NpyIO.Cli.Views;

/// <summary>Writes the line of <c>info --json</c> for a file.</summary>
internal static class InfoDocument
{
    internal static void Write(Utf8Writer output, string file, string kind, IReadOnlyList<EntryFacts> arrays)
    {
        output.Write("{\"file\":"u8);
        JsonText.Write(output, file);
        output.Write(",\"kind\":"u8);
        JsonText.Write(output, kind);
        output.Write(",\"arrays\":["u8);
        for (int i = 0; i < arrays.Count; i++)
        {
            if (i > 0)
                output.Write((byte)',');
            WriteEntry(output, arrays[i]);
        }
        output.Write("]}\n"u8);
    }

    private static void WriteEntry(Utf8Writer output, EntryFacts entry)
    {
        output.Write("{\"name\":"u8);
        if (entry.Name is null)
            output.Write("null"u8);
        else
            JsonText.Write(output, entry.Name);
        if (entry.Descr is not null)
            WriteArray(output, entry);
        output.Write(",\"nbytes\":"u8);
        output.WriteFormatted(entry.NBytes);
        output.Write((byte)'}');
    }

    private static void WriteArray(Utf8Writer output, EntryFacts entry)
    {
        output.Write(",\"version\":"u8);
        if (entry.Version is null)
            output.Write("null"u8);
        else
            JsonText.Write(output, entry.Version);
        output.Write(",\"descr\":"u8);
        JsonText.Write(output, entry.Descr);
        output.Write(",\"shape\":["u8);
        for (int axis = 0; axis < entry.Shape.Length; axis++)
        {
            if (axis > 0)
                output.Write((byte)',');
            output.WriteFormatted(entry.Shape[axis]);
        }
        output.Write("],\"fortran_order\":"u8);
        output.Write(entry.FortranOrder ? "true"u8 : "false"u8);
        output.Write(",\"data_offset\":"u8);
        if (entry.DataOffset is { } offset)
            output.WriteFormatted(offset);
        else
            output.Write("null"u8);
    }
}

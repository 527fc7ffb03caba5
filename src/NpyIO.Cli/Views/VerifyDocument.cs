using NpyIO.Cli.Output;

namespace NpyIO.Cli.Views;

/// <summary>Writes the line of <c>verify --json</c> for a file.</summary>
internal static class VerifyDocument
{
    /// <summary>Writes the document; <paramref name="entries"/> is the number of entries, or null if it is unknown or the file is not an archive.</summary>
    internal static void Write(Utf8Writer output, string file, int? entries, IReadOnlyList<NpyFormatException> problems)
    {
        output.Write("{\"file\":"u8);
        JsonText.Write(output, file);
        output.Write(",\"ok\":"u8);
        output.Write(problems.Count == 0 ? "true"u8 : "false"u8);
        output.Write(",\"members\":"u8);
        if (entries is { } count)
            output.WriteFormatted(count);
        else
            output.Write("null"u8);
        output.Write(",\"problems\":["u8);
        for (int i = 0; i < problems.Count; i++)
        {
            if (i > 0)
                output.Write((byte)',');
            WriteProblem(output, problems[i]);
        }
        output.Write("]}\n"u8);
    }

    private static void WriteProblem(Utf8Writer output, NpyFormatException problem)
    {
        output.Write("{\"member\":"u8);
        if (problem.EntryName is null)
            output.Write("null"u8);
        else
            JsonText.Write(output, problem.EntryName);
        output.Write(",\"reason\":"u8);
        JsonText.Write(output, problem.Reason.ToString());
        output.Write(",\"offset\":"u8);
        output.WriteFormatted(problem.Offset);
        output.Write(",\"message\":"u8);
        JsonText.Write(output, ErrorText.Of(problem));
        output.Write((byte)'}');
    }
}

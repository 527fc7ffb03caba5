using System.CommandLine;
using NpyIO.Cli.Input;
using NpyIO.Cli.Output;
using NpyIO.Cli.Views;

namespace NpyIO.Cli.Commands;

/// <summary><c>npyio info</c>: what the files hold, by their headers alone.</summary>
internal static class InfoCommand
{
    internal const string Name = "info";

    internal const string Details = """
        Examples:
          npyio info *.npy
          npyio info --json a.npy    {"file":"a.npy","kind":"npy","arrays":[{"name":null,"version":"1.0",
                                     "descr":"'<f8'","shape":[2,3],"fortran_order":false,"data_offset":128,"nbytes":48}]}

        Only headers are read; whether all of the data is there is not checked. --json gives one line for each file.

        """;

    internal static Command Build(Tool tool)
    {
        Argument<string[]> files = Words.Files();
        Option<bool> json = Words.Json("One JSON document per file, one line each.");
        var command = new Command(Name, "Shows what files hold: shape, order, dtype.") { files, json };
        command.SetAction(parsed => !Words.IsGiven(parsed, json)
            ? Show(tool, parsed.GetRequiredValue(files))
            : tool.ForEach(parsed.GetRequiredValue(files), file => WriteJson(tool.Output, file, InputFile.ReadHeader(file))));
        return command;
    }

    private static int Show(Tool tool, string[] files)
    {
        var table = new TextTable(new("name"), new("version"), new("shape"), new("order"), new("bytes", AlignRight: true), new("offset", AlignRight: true), new("descr"));
        int status = tool.ForEach(files, file => table.Add(Row(file, InputFile.ReadHeader(file))));
        if (table.RowCount > 0)
            table.Write(tool.Output, tool.TerminalWidth);
        return status;
    }

    private static string[] Row(string file, NpyHeader header) =>
    [
        SafeText.Escape(file),
        header.Version.ToString(),
        ShapeText.Of(header.Shape),
        header.FortranOrder ? "Fortran" : "C",
        header.NBytes.ToString(System.Globalization.CultureInfo.InvariantCulture),
        header.DataOffset.ToString(System.Globalization.CultureInfo.InvariantCulture),
        SafeText.Escape(header.DType.Descr),
    ];

    private static void WriteJson(Utf8Writer output, string file, NpyHeader header)
    {
        string descr = header.DType.Descr;   // first: there are dtypes that have none
        output.Write("{\"file\":"u8);
        JsonText.Write(output, file);
        output.Write(",\"kind\":\"npy\",\"arrays\":[{\"name\":null,\"version\":"u8);
        JsonText.Write(output, header.Version.ToString());
        output.Write(",\"descr\":"u8);
        JsonText.Write(output, descr);
        output.Write(",\"shape\":["u8);
        for (int axis = 0; axis < header.Shape.Length; axis++)
        {
            if (axis > 0)
                output.Write((byte)',');
            output.WriteFormatted(header.Shape[axis]);
        }
        output.Write("],\"fortran_order\":"u8);
        output.Write(header.FortranOrder ? "true"u8 : "false"u8);
        output.Write(",\"data_offset\":"u8);
        output.WriteFormatted(header.DataOffset);
        output.Write(",\"nbytes\":"u8);
        output.WriteFormatted(header.NBytes);
        output.Write("}]}\n"u8);
    }
}

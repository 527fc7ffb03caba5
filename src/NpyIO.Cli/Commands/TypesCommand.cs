using System.CommandLine;
using System.Globalization;
using NpyIO.Cli.Input;
using NpyIO.Cli.Objects;
using NpyIO.Cli.Output;
using NpyIO.Cli.Sources;
using NpyIO.DTypes;

namespace NpyIO.Cli.Commands;

/// <summary><c>npyio types</c>: prints C# source for what a file holds.</summary>
internal static class TypesCommand
{
    internal const string Name = "types";

    internal const string NamespaceName = "--namespace";

    internal const string Details = """
        The source is a start: check it in, and rename what should have better names. Fields keep their names by [NpyField].

        An array of records: a record struct with [NpyRecord] for Npy.Load, and others for the records in its fields.
        An archive: a class whose Open(path) checks that every array is there, with its type and number of axes, and says
        everything that differs; its properties load the arrays.
        A pickle or joblib file: the structs of its records, and a comment with the call for each array.
        Any other array needs no type: a comment says what to call.

        Dates that can be NaT need a nullable member, DateTime?; those beyond the years 1 to 9999 or with more digits
        than 100 ns Datetime64. Only headers are read, except of pickles.

        Examples:
          npyio types trades.npy --namespace Shop > Trades.cs
          npyio types model.npz

        """ + SharedOptions.AboutMaxDecompressedLength;

    internal static Command Build(Tool tool)
    {
        var source = new Argument<string>("FILE") { Description = "The file to read." };
        Option<string?> space = Namespace();
        Option<long?> most = SharedOptions.MaxDecompressedLength();
        var command = new Command(Name, "Prints C# types for what a file holds.") { source, space, most };
        command.SetAction(parsed => tool.ForEach([parsed.GetRequiredValue(source)], file =>
        {
            using var input = InputFile.Open(file, new InputOptions { MaxDecompressedLength = parsed.GetValue(most) });
            tool.Output.Write(SourceOf(input, file, parsed.GetValue(space)));
        }));
        return command;
    }

    private static Option<string?> Namespace()
    {
        var option = new Option<string?>(NamespaceName) { Description = "The namespace of the types; none by default.", HelpName = "N", Arity = ArgumentArity.ExactlyOne };
        option.CustomParser = result =>
        {
            string name = result.Tokens[0].Value;
            string[] parts = [.. name.Split('.').Select(part => part.StartsWith('@') ? part[1..] : part)];
            if (Array.TrueForAll(parts, IsIdentifier))
                return string.Join('.', parts);
            result.AddError($"'{name}' is not a namespace for {NamespaceName}: names with dots between them, such as My.Data");
            return null;
        };
        return option;
    }

    private static bool IsIdentifier(string name) =>
        name.Length > 0 && (char.IsLetter(name[0]) || name[0] == '_') && name.All(character => char.IsLetterOrDigit(character) || character == '_');

    private static string SourceOf(InputFile input, string file, string? space)
    {
        var source = new SourceFile(file, space);
        if (input.IsObjects)
            AddObjects(source, input.LoadSound(NpyReadOptions.AsStored));
        else if (input.Archive is { } archive)
            ArchiveSource.Add(source, archive);
        else
            AddArray(source, input.ReadHeader());
        return source.ToString();
    }

    private static void AddArray(SourceFile source, NpyHeader header)
    {
        if (source.TypeOf(header.DType, source.Stem) is not { } type)
            source.AddComment($"{source.File} holds records without bytes, which need no type: Npy.Load({source.Literal})");
        else if (header.DType.IsStruct)
            source.AddComment($"The records of {source.File}: NdArray<{type}> array = Npy.Load<{type}>({source.Literal});");
        else
            source.AddComment($"{source.File} needs no type: NdArray<{type}> array = Npy.Load<{type}>({source.Literal});");
    }

    /// <summary>What their arrays are; the rest of the value is Python's and has no type here.</summary>
    private static void AddObjects(SourceFile source, ObjectFile objects)
    {
        List<FoundArray> arrays = ArrayPaths.Of(objects.Value, intoArrays: true);
        string verb = objects.Kind == "joblib" ? "Joblib" : "Pickle";
        source.AddComment($"{source.File}: object? value = {verb}.Load({source.Literal});{(arrays.Count == 0 ? " It has no arrays." : " The arrays in it:")}");
        foreach (FoundArray found in arrays)
        {
            string path = found.Path.Length == 0 ? "the value itself" : SafeText.Escape(found.Path);
            string? type = source.TypeOf(found.Array.DType, found.Last is null ? source.Stem : CSharpText.Identifier($"{source.Stem} {found.Name}", source.Stem));
            source.AddComment($"  {path}, {Axes(found.Array.Rank)}: {(type is null ? "an NdArray" : $"array.To<{type}>()")}");
        }
    }

    internal static string Axes(int rank) => string.Create(CultureInfo.InvariantCulture, $"{rank} {(rank == 1 ? "axis" : "axes")}");
}

using NpyIO.Cli.Input;
using NpyIO.Cli.Output;

namespace NpyIO.Cli.Views;

/// <summary>Writes arrays of an archive as a JSON object, values by name. Members that are no arrays are left out.</summary>
internal sealed class JsonMembersWriter
{
    /// <summary>Arrays are kept until they are written as long as they have no more bytes than this together; the others are loaded once more, so that memory stays bounded by the largest.</summary>
    private const long MostKept = 1L << 28;

    private readonly List<(NpzEntry Entry, JsonValueWriter? Values)> _members = [];
    private readonly ProgressSum _progress;

    /// <summary>Loads every array, so that what cannot be read or written is refused here, before the first character.</summary>
    /// <exception cref="NpyFormatException">A member is bad.</exception>
    /// <exception cref="ToolException">An array has no form in JSON.</exception>
    internal JsonMembersWriter(IEnumerable<NpzEntry> entries, ProgressSum? progress = null, long mostKept = MostKept)
    {
        _progress = progress ?? new ProgressSum(null);
        long kept = 0;
        foreach (NpzEntry entry in entries)
        {
            if (entry.Header is not { } header)
                continue;
            JsonValueWriter values = Load(entry);
            bool keep = header.NBytes <= mostKept - kept;
            kept += keep ? header.NBytes : 0;
            _members.Add((entry, keep ? values : null));
        }
    }

    /// <summary>Writes all of it.</summary>
    internal void Write(Utf8Writer output)
    {
        output.Write((byte)'{');
        for (int i = 0; i < _members.Count; i++)
        {
            (NpzEntry entry, JsonValueWriter? values) = _members[i];
            if (i > 0)
                output.Write((byte)',');
            JsonText.Write(output, entry.Name);
            output.Write((byte)':');
            (values ?? Load(entry)).Write(output);
        }
        output.Write((byte)'}');
    }

    private JsonValueWriter Load(NpzEntry entry) => Members.Concerning(entry, () =>
        new JsonValueWriter(entry.Load(NpyReadOptions.Default with { Progress = _progress.Part() }), _progress.Part()));
}

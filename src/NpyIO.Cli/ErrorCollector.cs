namespace NpyIO.Cli;

/// <summary>Collects the problems of a file's entries while the others are processed, and reports them at the end in one line.</summary>
internal sealed class ErrorCollector
{
    private string? _first;
    private int _more;

    /// <summary>Runs work on an entry, or returns false if the entry is bad.</summary>
    internal bool Try(Action work)
    {
        try
        {
            work();
            return true;
        }
        catch (Exception exception) when (exception is NpyFormatException or ToolException)
        {
            Add(exception is NpyFormatException format ? ErrorText.Of(format) : exception.Message);
            return false;
        }
    }

    internal void Add(string reason)
    {
        if (_first is null)
            _first = reason;
        else
            _more++;
    }

    /// <summary>Throws a <see cref="ToolException"/> with the first problem and the number of others, if there are any.</summary>
    internal void ThrowIfAny()
    {
        if (_first is not null)
            throw new ToolException(_more == 0 ? _first : $"{_first} (and {_more} more {(_more == 1 ? "problem" : "problems")})");
    }
}

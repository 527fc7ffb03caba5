namespace NpyIO.Cli;

/// <summary>What is wrong with some of a file's entries while the others are dealt with; told at the end, in one line.</summary>
internal sealed class ErrorCollector
{
    private string? _first;
    private int _more;

    /// <summary>Does something with an entry; false when that is bad.</summary>
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

    /// <summary>Notes what is wrong.</summary>
    internal void Add(string reason)
    {
        if (_first is null)
            _first = reason;
        else
            _more++;
    }

    /// <summary>Tells the first problem, and how many more there are.</summary>
    /// <exception cref="ToolException">There was one.</exception>
    internal void ThrowIfAny()
    {
        if (_first is not null)
            throw new ToolException(_more == 0 ? _first : $"{_first} (and {_more} more {(_more == 1 ? "problem" : "problems")})");
    }
}

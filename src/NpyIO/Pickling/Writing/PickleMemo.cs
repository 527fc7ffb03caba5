using System.Runtime.CompilerServices;

namespace NpyIO.Pickling;

/// <summary>What has been written already and can be referred to: objects by identity; texts, classes and dtypes by what they are.</summary>
internal sealed class PickleMemo
{
    /// <summary>The longest text that is remembered, in characters: keys and names, not documents.</summary>
    private const int MostCharacters = 64;

    /// <summary>How many texts are remembered: enough for keys and names, too few for all the cells of a table.</summary>
    private const int MostTexts = 1 << 14;

    private readonly Dictionary<object, int> _objects = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Module, string Name), int> _globals = [];
    private readonly Dictionary<DType, int> _dtypes = new(new DTypeIdentity());
    private int _count;

    /// <summary>The number under which a value was written; false where it was not, or was not remembered.</summary>
    internal bool TryGet(object value, out int number)
    {
        number = 0;
        return value switch
        {
            string text => text.Length <= MostCharacters && _texts.TryGetValue(text, out number),
            DType dtype => _dtypes.TryGetValue(dtype, out number),
            _ => _objects.TryGetValue(value, out number),
        };
    }

    /// <summary>As <see cref="TryGet"/>, of a class or function.</summary>
    internal bool TryGetGlobal(string module, string name, out int number) => _globals.TryGetValue((module, name), out number);

    /// <summary>Whether a value is to be remembered once it is written.</summary>
    internal bool Remembers(string text) => text.Length <= MostCharacters && _texts.Count < MostTexts;

    /// <summary>Remembers a value; the number it gets.</summary>
    internal int Add(object value)
    {
        switch (value)
        {
            case string text:
                _texts[text] = _count;
                break;
            case DType dtype:
                _dtypes[dtype] = _count;
                break;
            default:
                _objects[value] = _count;
                break;
        }

        return _count++;
    }

    /// <summary>Remembers a class or function.</summary>
    internal int AddGlobal(string module, string name)
    {
        _globals[(module, name)] = _count;
        return _count++;
    }

    /// <summary>Dtypes are the same only where their layout is, too: whether a record is aligned has no part in their equality.</summary>
    private sealed class DTypeIdentity : IEqualityComparer<DType>
    {
        public bool Equals(DType? x, DType? y) => ReferenceEquals(x, y) || (x is { IsStruct: false, Base: null } && x.Equals(y) && x.Kind != DTypeKind.VariableString);

        public int GetHashCode(DType dtype) => dtype is { IsStruct: false, Base: null } ? dtype.GetHashCode() : RuntimeHelpers.GetHashCode(dtype);
    }
}

using System.Runtime.CompilerServices;

namespace NpyIO.Pickling;

/// <summary>The values already written, for references to them: objects by identity; texts, classes and dtypes by value.</summary>
internal sealed class PickleMemo
{
    /// <summary>Maximum length of a memoized text, in characters: enough for keys and names.</summary>
    private const int MaxCharacters = 64;

    /// <summary>Maximum number of memoized texts: enough for keys and names, too few for the cells of a table.</summary>
    private const int MaxTexts = 1 << 14;

    private readonly Dictionary<object, int> _objects = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Module, string Name), int> _globals = [];
    private readonly Dictionary<DType, int> _dtypes = new(new DTypeIdentity());
    private int _count;

    /// <summary>Gets the memo index of a value. Returns false if it was not written, or not memoized.</summary>
    internal bool TryGet(object value, out int number)
    {
        number = 0;
        return value switch
        {
            string text => text.Length <= MaxCharacters && _texts.TryGetValue(text, out number),
            DType dtype => _dtypes.TryGetValue(dtype, out number),
            _ => _objects.TryGetValue(value, out number),
        };
    }

    internal bool TryGetGlobal(string module, string name, out int number) => _globals.TryGetValue((module, name), out number);

    internal bool Remembers(string text) => text.Length <= MaxCharacters && _texts.Count < MaxTexts;

    /// <summary>Memoizes a value and returns its index.</summary>
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

    internal int AddGlobal(string module, string name)
    {
        _globals[(module, name)] = _count;
        return _count++;
    }

    /// <summary>Equality of dtypes that also compares the alignment of records, which dtype equality ignores.</summary>
    private sealed class DTypeIdentity : IEqualityComparer<DType>
    {
        public bool Equals(DType? x, DType? y) => ReferenceEquals(x, y) || (x is { IsStruct: false, Base: null } && x.Equals(y) && x.Kind != DTypeKind.VariableString);

        public int GetHashCode(DType dtype) => dtype is { IsStruct: false, Base: null } ? dtype.GetHashCode() : RuntimeHelpers.GetHashCode(dtype);
    }
}

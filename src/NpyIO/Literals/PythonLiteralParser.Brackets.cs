namespace NpyIO.Literals;

// Brackets: what is open, what belongs to it, what comes of it when it closes.
internal ref partial struct PythonLiteralParser
{
    private void Open(char bracket)
    {
        if (_depth == LiteralLimits.MaxDepth)
            LiteralThrow.LiteralTooDeep(OffsetOf(_position));
        _frames[_depth].AtItemStart = false;
        if (++_depth == _frames.Length)
            Grow(ref _frames);
        _frames[_depth] = new Frame { Open = bracket, Offset = OffsetOf(_position), FirstValue = _valueCount, AtItemStart = true };
        _position++;
    }

    private void Close(char bracket)
    {
        ref Frame frame = ref _frames[_depth];
        char expected = frame.Closer;
        if (bracket != expected)
            LiteralThrow.LiteralUnexpected(OffsetOf(_position), DescribeNext(), expected == '\0' ? "a value" : $"'{expected}'");
        _position++;
        _depth--;
        _frames[_depth].AtItemStart = false;

        int count = _valueCount - frame.FirstValue;
        if (frame.Open == '(' && count == 1 && !frame.HasComma)
            return; // Parentheses around one value leave it as it is.

        PythonLiteral[] items = _values.Slice(frame.FirstValue, count).ToArray();
        _valueCount = frame.FirstValue;
        if (frame.Open == '{' && !frame.IsSet)
            RequireDistinctKeys(items);
        Push(PythonLiteral.FromItems(frame.Kind, items, frame.Offset));
        _form = Form.Other;
    }

    /// <summary>Applies the sign or the left operand that stood before the value just read.</summary>
    private void CompleteOperand(ref Frame frame)
    {
        ref PythonLiteral value = ref _values[_valueCount - 1];
        if (frame.HasSign)
        {
            if (_form != Form.Number)
                LiteralThrow.LiteralSign(frame.SignOffset, value.Describe());
            if (frame.IsNegative)
                value = value.Negate(frame.SignOffset);
            frame.HasSign = frame.IsNegative = false;
            _form = Form.SignedNumber;
        }

        if (frame.HasLeft)
        {
            if (_form != Form.Number || value.Kind != PythonLiteralKind.Complex)
                LiteralThrow.LiteralSum(frame.SignOffset);
            _valueCount--;
            _values[_valueCount - 1] = PythonLiteral.Complex(_values[_valueCount - 1].Offset);
            frame.HasLeft = false;
            _form = Form.Other;
        }
    }

    /// <summary>Takes the value just read as the left side of a complex number: <c>literal_eval</c> adds nothing else.</summary>
    private void BeginAddition(ref Frame frame)
    {
        if (_form == Form.Other || _values[_valueCount - 1].Kind == PythonLiteralKind.Complex)
            LiteralThrow.LiteralSum(OffsetOf(_position));
        frame.HasLeft = true;
        frame.SignOffset = OffsetOf(_position++);
    }

    /// <summary>Checks that what stands before a comma or a closing bracket is a whole item.</summary>
    private void CompleteItem(ref Frame frame)
    {
        if (frame.Open != '{')
            return;
        if (frame.IsDict)
        {
            if (!frame.AwaitsValue)
                LiteralThrow.LiteralUnexpected(OffsetOf(_position), DescribeNext(), "':'");
            frame.AwaitsValue = false;
        }
        else
        {
            RequireHashable(_values[_valueCount - 1]);
            frame.IsSet = true;
        }
    }

    /// <summary>Lists, sets and dictionaries can be neither keys nor members of a set, nor can tuples that hold one.</summary>
    private static void RequireHashable(PythonLiteral value)
    {
        // Depth is bounded by MaxDepth; and as what is hashable holds no set and no dictionary, no value is looked at twice.
        if (value.Kind is PythonLiteralKind.List or PythonLiteralKind.Set or PythonLiteralKind.Dict)
            LiteralThrow.LiteralUnhashable(value.Offset, value.Describe());
        if (value.Kind == PythonLiteralKind.Tuple)
        {
            foreach (PythonLiteral item in value.ItemArray)
                RequireHashable(item);
        }
    }

    private static void RequireDistinctKeys(PythonLiteral[] items)
    {
        if (items.Length < 4)
            return;
        HashSet<string>? seen = items.Length > 16 ? [] : null;
        for (int i = 0; i < items.Length; i += 2)
        {
            PythonLiteral key = items[i];
            if (key.Kind != PythonLiteralKind.String)
                continue;
            bool isNew = seen?.Add(key.Text) ?? true;
            for (int j = 0; seen is null && j < i; j += 2)
                isNew &= items[j].Kind != PythonLiteralKind.String || items[j].Text != key.Text;
            if (!isNew)
                LiteralThrow.LiteralDuplicateKey(key.Offset, key.Text);
        }
    }

    private static string ExpectedAfterValue(in Frame frame) => frame.Open switch
    {
        '\0' => "the end",
        '{' when frame.IsDict && !frame.AwaitsValue => "':'",
        '{' when !frame.IsDict && !frame.IsSet => "':', ',' or '}'",
        _ => $"',' or '{frame.Closer}'",
    };

    /// <summary>One open bracket, or the text itself.</summary>
    private struct Frame
    {
        /// <summary>The opening bracket, NUL for the text itself.</summary>
        public char Open;

        /// <summary>Where it stands, in bytes.</summary>
        public int Offset;

        /// <summary>Where its values begin among all values.</summary>
        public int FirstValue;

        /// <summary>Where the sign or operator read last stands, in bytes.</summary>
        public int SignOffset;

        /// <summary>Whether a comma has been read: <c>(1,)</c> is a tuple, <c>(1)</c> is not.</summary>
        public bool HasComma;

        /// <summary>Whether nothing of the next item has been read, so that the bracket may close.</summary>
        public bool AtItemStart;

        /// <summary>Whether a sign waits for its number.</summary>
        public bool HasSign;

        /// <summary>Whether that sign is a minus.</summary>
        public bool IsNegative;

        /// <summary>Whether the left side of a sum waits for its right.</summary>
        public bool HasLeft;

        /// <summary>Whether the braces have shown themselves a dictionary's.</summary>
        public bool IsDict;

        /// <summary>Whether the braces have shown themselves a set's.</summary>
        public bool IsSet;

        /// <summary>Whether a key and its colon wait for their value.</summary>
        public bool AwaitsValue;

        public readonly char Closer => Open switch { '(' => ')', '[' => ']', '{' => '}', _ => '\0' };

        public readonly PythonLiteralKind Kind => Open switch
        {
            '(' => PythonLiteralKind.Tuple,
            '[' => PythonLiteralKind.List,
            _ => IsSet ? PythonLiteralKind.Set : PythonLiteralKind.Dict,
        };
    }
}

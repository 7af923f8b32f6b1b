namespace Personalize.Data.Spreadsheets.Guard;

/// <summary>Follows one record of separated text, character by character.</summary>
internal struct FieldCounter(char separator)
{
    private bool _quoted;
    private bool _atFieldStart = true;

    /// <summary>The record before ended with a carriage return, so that a line feed belongs to the same break.</summary>
    private bool _afterReturn;

    /// <summary>The field began with a quote, so that another quote is a doubled one.</summary>
    private bool _reopenable;

    public int Width { get; private set; } = 1;

    /// <summary>Characters of the record and of its current field so far.</summary>
    public int Length { get; private set; }
    public int FieldLength { get; private set; }

    /// <summary>Semicolons, commas, tabs and bars outside quotes that do not separate here.</summary>
    public int OtherSeparators { get; private set; }
    public readonly bool Blank => Length == 0;

    /// <summary>A quote is open, so that line breaks belong to the field.</summary>
    public readonly bool Quoted => _quoted;

    /// <returns>True at the line break that ends the record: a line feed, a carriage return, or at the first of both.</returns>
    public bool Take(char character)
    {
        var completesBreak = _afterReturn && character == '\n';
        _afterReturn = false;
        if (completesBreak)
            return false;
        if (_quoted)
        {
            // A doubled quote closes and opens again, which comes to the same.
            _quoted = character != '"';
            Length++;
            FieldLength++;
            return false;
        }

        switch (character)
        {
            case '\n':
                return true;
            case '\r':
                _afterReturn = true;
                return true;
            case '"' when _atFieldStart || _reopenable:
                _quoted = true;
                _reopenable = true;
                break;
            default:
                if (character == separator)
                {
                    Width++;
                    Length++;
                    FieldLength = 0;
                    _atFieldStart = true;
                    _reopenable = false;
                    return false;
                }

                if (character is ',' or ';' or '\t' or '|')
                    OtherSeparators++;
                break;
        }

        _atFieldStart = false;
        Length++;
        FieldLength++;
        return false;
    }

    public void NextRecord() => this = new FieldCounter(separator) { _afterReturn = _afterReturn };
}

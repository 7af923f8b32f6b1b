using System.Globalization;
using System.Text;

namespace Personalize.Web.Hosting;

/// <summary>Collects what is wrong with the fields of one input, by the field's name on the wire.</summary>
internal sealed class FieldErrors
{
    private readonly Dictionary<string, List<string>> _messages = new(StringComparer.Ordinal);

    public bool Any => _messages.Count > 0;

    public bool Has(string field) => _messages.ContainsKey(field);

    public void Add(string field, string message)
    {
        if (_messages.TryGetValue(field, out var messages))
            messages.Add(message);
        else
            _messages.Add(field, [message]);
    }

    /// <summary>One line of text in its canonical form (NFC, trimmed), or null when nothing is left.</summary>
    public string? Short(string field, string? text, int longest) => Text(field, text, longest, char.IsControl, "control characters");

    /// <summary>Text of many lines in its canonical form, or null when nothing is left.</summary>
    public string? Long(string field, string? text, int longest) => Text(field, text, longest, letter => letter == '\0', "NUL characters");

    public Dictionary<string, string[]> ToDictionary() =>
        _messages.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal);

    private string? Text(string field, string? text, int longest, Predicate<char> refused, string refusedName)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (!IsUnicode(text) || text.Any(letter => refused(letter)))
        {
            Add(field, $"Must be valid Unicode without {refusedName}.");
            return null;
        }

        // Normalising may lengthen a text, so a hostile one is measured before it is worked on.
        var clean = text.Length <= longest * 4 ? text.Trim().Normalize(NormalizationForm.FormC) : text;
        if (clean.Length <= longest)
            return clean;
        Add(field, string.Create(CultureInfo.InvariantCulture, $"Has {clean.Length} characters; at most {longest} are allowed."));
        return null;
    }

    // Half a surrogate pair cannot be normalised, nor written as UTF-8.
    private static bool IsUnicode(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (!char.IsSurrogate(text[index]))
                continue;
            if (index + 1 == text.Length || !char.IsSurrogatePair(text[index], text[index + 1]))
                return false;
            index++;
        }

        return true;
    }
}

namespace Personalize.Web.Shell;

/// <summary>
/// A search field whose search lives in the address. The address answers late: it must not put an earlier letter's search
/// over what has been typed since.
/// </summary>
public sealed class TypedSearch
{
    private string? _asked;
    private bool _waits;

    /// <summary>As typed, trailing blanks included, while it means the search in force.</summary>
    public string? Text { get; private set; }

    /// <returns>The search to ask the address for; null for none.</returns>
    public string? Type(string? typed)
    {
        Text = typed;
        _waits = true;
        return _asked = string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();
    }

    /// <param name="search">In force by the address; null for none.</param>
    public void Follow(string? search)
    {
        if (_waits && search != _asked) return;
        _waits = false;
        if ((Text?.Trim() ?? "") != (search ?? "")) Text = search;
    }
}

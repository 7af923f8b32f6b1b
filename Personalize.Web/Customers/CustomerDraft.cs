using System.Globalization;
using Personalize.Data.Customers;
using Personalize.Web.Hosting;

namespace Personalize.Web.Customers;

/// <summary>What somebody is typing about a customer. Lives with the page, so that no refresh of the list can touch it.</summary>
public sealed class CustomerDraft
{
    private CustomerDraft(CustomerView? before)
    {
        Before = before;
        CustomerId = before?.CustomerId ?? "";
        Age = before?.Age?.ToString(CultureInfo.InvariantCulture) ?? "";
        Gender = before?.Gender ?? "";
        Interests = Join(before?.Interests ?? []);
        Social = before?.SocialMediaActivity ?? "";
    }

    /// <summary>As it stood when editing began; null for a new customer.</summary>
    public CustomerView? Before { get; }
    public string CustomerId { get; set; }
    public string Age { get; set; }
    public string Gender { get; set; }

    /// <summary>Separated by commas.</summary>
    public string Interests { get; set; }
    public string Social { get; set; }

    /// <summary>First message by field name as it stands on the wire.</summary>
    public Dictionary<string, string> Errors { get; } = new(StringComparer.Ordinal);

    public bool IsDirty => Before is null || Change() != new CustomerChange();

    public static CustomerDraft New() => new(null);

    public static CustomerDraft Of(CustomerView view) => new(view);

    public static IReadOnlyList<string> Split(string interests) =>
        [.. interests.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.OrdinalIgnoreCase)];

    public static string Join(IEnumerable<string> interests) => string.Join(", ", interests);

    /// <summary>Checks what can be checked without the server's rules.</summary>
    /// <returns>False with a message in <see cref="Errors"/>.</returns>
    public bool TryToChange(out CustomerChange change)
    {
        Errors.Clear();
        if (Age.Trim().Length > 0 && ParsedAge() is null)
            Errors["age"] = $"“{Shorten(Age.Trim())}” is not an age. Enter a whole number from 0 to {Customer.OldestAge}, or leave it empty.";
        change = Change();
        return Errors.Count == 0;
    }

    public void Refuse(IReadOnlyDictionary<string, string[]> errors)
    {
        Errors.Clear();
        foreach (var (field, messages) in errors)
        {
            // The third interest is "interests[2]" on the wire, but all of them are one field here.
            Errors.TryAdd(field.Split('[')[0], messages.Length > 0 ? messages[0] : "This value is not allowed.");
        }
    }

    /// <summary>Only the fields that differ from <see cref="Before"/>, so that a save touches nothing else.</summary>
    private CustomerChange Change()
    {
        var change = new CustomerChange();
        var interests = Split(Interests);
        if (Before is null || CustomerId.Trim() != Before.CustomerId) change = change with { CustomerId = CustomerId.Trim() };
        if (Before is null || ParsedAge() != Before.Age) change = change with { Age = ParsedAge() };
        if (Before is null || OrNull(Gender) != Before.Gender) change = change with { Gender = OrNull(Gender) };
        if (Before is null || OrNull(Social) != Before.SocialMediaActivity) change = change with { SocialMediaActivity = OrNull(Social) };
        if (Before is null || !interests.SequenceEqual(Before.Interests, StringComparer.Ordinal))
            change = change with { Interests = new Given<IReadOnlyList<string>>(true, interests) };
        return change;
    }

    private int? ParsedAge() =>
        int.TryParse(Age, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var age) ? age : null;

    private static string? OrNull(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string Shorten(string text) => text.Length <= 20 ? text : text[..20] + "…";
}

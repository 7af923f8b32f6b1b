using System.Globalization;

namespace Personalize.Web.Customers;

/// <summary>One field of a save conflict, in words.</summary>
/// <param name="Mine">Null when this side left the field alone.</param>
/// <param name="Theirs">Null when the other side left the field alone.</param>
public sealed record ConflictField(string Name, string Before, string? Mine, string? Theirs)
{
    /// <returns>The fields that at least one side changed.</returns>
    public static IReadOnlyList<ConflictField> Between(CustomerDraft draft, CustomerView theirs)
    {
        var before = draft.Before ?? theirs;
        ConflictField[] all =
        [
            Of("Age", Figures.Text(before.Age?.ToString(CultureInfo.CurrentCulture)), draft.Age, theirs.Age?.ToString(CultureInfo.CurrentCulture)),
            Of("Gender", Figures.Text(before.Gender), draft.Gender, theirs.Gender),
            Of("Interests", Figures.Text(CustomerDraft.Join(before.Interests)), draft.Interests, CustomerDraft.Join(theirs.Interests)),
            Of("Social media", Figures.Text(before.SocialMediaActivity), draft.Social, theirs.SocialMediaActivity),
        ];
        return [.. all.Where(field => field.Mine is not null || field.Theirs is not null)];
    }

    private static ConflictField Of(string name, string before, string? mine, string? theirs)
    {
        var (here, there) = (Figures.Text(mine?.Trim()), Figures.Text(theirs));
        return new(name, before, here == before ? null : here, there == before ? null : there);
    }
}

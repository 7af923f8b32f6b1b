using Personalize.Data.Audit;
using Personalize.Web.Shell;

namespace Personalize.Web.Audit;

/// <summary>Why an entry was not taken back.</summary>
internal static class UndoWords
{
    public static string Of(long sequence, UndoOutcome outcome) => $"Entry {Numbers.Full(sequence)} stays. " + outcome switch
    {
        UndoOutcome.Conflict conflict =>
            $"{Fields(conflict.Fields)} changed again since; taking the entry back would destroy the later change. Edit by hand what should be otherwise.",
        UndoOutcome.Impossible impossible => impossible.Reason,
        _ => "What it was about is gone.",
    };

    private static string Fields(IReadOnlyList<string> fields) =>
        fields.Count == 1 ? $"The field {Name(fields[0])} has" : $"The fields {string.Join(", ", fields.Select(Name))} have";

    public static string Name(string field) => field.Replace('_', ' ');
}

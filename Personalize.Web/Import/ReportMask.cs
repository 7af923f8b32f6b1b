using Personalize.Data.Accounts;
using Personalize.Data.Imports;
using Personalize.Web.Import.Sheets;

namespace Personalize.Web.Import;

/// <summary>
/// Refused cells hold what stood in the file, personal fields too. Who brought the file sees them, to mend it; others see those
/// of personal columns only with the right to see personal fields.
/// </summary>
internal static class ReportMask
{
    /// <summary>As a report calls them.</summary>
    public static readonly IReadOnlyList<string> Columns =
        [FieldNames.LabelOf(SheetField.Age), FieldNames.LabelOf(SheetField.Gender), FieldNames.LabelOf(SheetField.SocialMediaActivity)];

    /// <param name="bringer">Who brought the file; null when nobody knows any more.</param>
    public static ImportReport Apply(ImportReport report, Actor actor, ImportBringer? bringer)
    {
        if (actor.May(Right.ViewPersonalData) || (actor.Id is not null && bringer == new ImportBringer(actor.Kind, actor.Id)))
            return report;
        return report with { Rejections = [.. report.Rejections.Select(Masked)], MaskedColumns = Columns };
    }

    private static ImportRejection Masked(ImportRejection row) => Columns.Contains(row.Column)
        ? new ImportRejection { Id = row.Id, ImportId = row.ImportId, Row = row.Row, Column = row.Column, Code = row.Code, Message = row.Message }
        : row;
}

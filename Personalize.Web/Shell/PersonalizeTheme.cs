using MudBlazor;

namespace Personalize.Web.Shell;

/// <summary>MudBlazor's half of the design: the same colours as wwwroot/css/tokens.css, because its components compute from them.</summary>
/// <remarks>
/// Both stand in the static page, and its data-theme chooses: drawn by each circuit, they were 12 KB on the wire and 48 KB
/// of memory for every open page.
/// </remarks>
internal static class PersonalizeTheme
{
    private static readonly string[] Sans =
        ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Liberation Sans", "sans-serif"];

    public static readonly MudTheme Light = In(":root");
    public static readonly MudTheme Dark = In(":root[data-theme=\"dark\"]");

    private static MudTheme In(string scope) => new()
    {
        PseudoCss = new PseudoCss { Scope = scope },
        PaletteLight = new PaletteLight
        {
            Background = "#F5F7FA",
            Surface = "#FFFFFF",
            AppbarBackground = "#FFFFFF",
            DrawerBackground = "#FFFFFF",
            BackgroundGray = "#EBEFF4",
            TextPrimary = "#16202B",
            AppbarText = "#16202B",
            DrawerText = "#16202B",
            TextSecondary = "#465465",
            ActionDefault = "#465465",
            DrawerIcon = "#465465",
            TextDisabled = "#5C6A7B",
            ActionDisabled = "#5C6A7B",
            LinesDefault = "#D3DAE3",
            TableLines = "#D3DAE3",
            Divider = "#D3DAE3",
            LinesInputs = "#76849A",
            Primary = "#2A4FC4",
            Secondary = "#6B3FA0",
            Tertiary = "#0A5F99",
            Info = "#0A5F99",
            Success = "#0A6B43",
            Warning = "#8A4B00",
            Error = "#B3261E",
            PrimaryContrastText = "#FFFFFF",
            SecondaryContrastText = "#FFFFFF",
            TertiaryContrastText = "#FFFFFF",
            InfoContrastText = "#FFFFFF",
            SuccessContrastText = "#FFFFFF",
            WarningContrastText = "#FFFFFF",
            ErrorContrastText = "#FFFFFF",
        },
        PaletteDark = new PaletteDark
        {
            Background = "#0E141B",
            Surface = "#161D26",
            AppbarBackground = "#161D26",
            DrawerBackground = "#161D26",
            BackgroundGray = "#202A36",
            TextPrimary = "#E8EDF3",
            AppbarText = "#E8EDF3",
            DrawerText = "#E8EDF3",
            TextSecondary = "#B3BFCC",
            ActionDefault = "#B3BFCC",
            DrawerIcon = "#B3BFCC",
            TextDisabled = "#93A1B1",
            ActionDisabled = "#93A1B1",
            LinesDefault = "#2D3946",
            TableLines = "#2D3946",
            Divider = "#2D3946",
            LinesInputs = "#7B8A9C",
            Primary = "#9DB2FF",
            Secondary = "#CDAEF5",
            Tertiary = "#7CC0F5",
            Info = "#7CC0F5",
            Success = "#5CCB97",
            Warning = "#F0B54A",
            Error = "#FF9A90",
            PrimaryContrastText = "#0E141B",
            SecondaryContrastText = "#0E141B",
            TertiaryContrastText = "#0E141B",
            InfoContrastText = "#0E141B",
            SuccessContrastText = "#0E141B",
            WarningContrastText = "#0E141B",
            ErrorContrastText = "#0E141B",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px", AppbarHeight = "48px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Sans, FontSize = "14px", LineHeight = "1.4286", LetterSpacing = "normal" },
            H1 = new H1Typography { FontFamily = Sans, FontSize = "24px", FontWeight = "600", LineHeight = "1.3333", LetterSpacing = "-0.01em" },
            H2 = new H2Typography { FontFamily = Sans, FontSize = "16px", FontWeight = "600", LineHeight = "1.5", LetterSpacing = "-0.01em" },
            H3 = new H3Typography { FontFamily = Sans, FontSize = "14px", FontWeight = "600", LineHeight = "1.4286", LetterSpacing = "normal" },
            H4 = new H4Typography { FontFamily = Sans, FontSize = "28px", FontWeight = "600", LineHeight = "1.1429", LetterSpacing = "-0.02em" },
            H5 = new H5Typography { FontFamily = Sans, FontSize = "16px", FontWeight = "600", LineHeight = "1.5", LetterSpacing = "normal" },
            H6 = new H6Typography { FontFamily = Sans, FontSize = "16px", FontWeight = "600", LineHeight = "1.5", LetterSpacing = "normal" },
            Subtitle1 = new Subtitle1Typography { FontFamily = Sans, FontSize = "14px", FontWeight = "600", LineHeight = "1.4286", LetterSpacing = "normal" },
            Subtitle2 = new Subtitle2Typography { FontFamily = Sans, FontSize = "13px", FontWeight = "600", LineHeight = "1.3846", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontFamily = Sans, FontSize = "14px", LineHeight = "1.4286", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontFamily = Sans, FontSize = "13px", LineHeight = "1.3846", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = Sans, FontSize = "14px", FontWeight = "500", LineHeight = "1.4286", LetterSpacing = "normal", TextTransform = "none" },
            Caption = new CaptionTypography { FontFamily = Sans, FontSize = "12px", LineHeight = "1.3333", LetterSpacing = "normal" },
            Overline = new OverlineTypography { FontFamily = Sans, FontSize = "12px", LineHeight = "1.3333", LetterSpacing = "normal", TextTransform = "none" },
        },
    };
}

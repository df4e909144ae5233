// A dashboard as Fourways writes it: Grafana's own types, with the options of the panels that are used, where Grafana's type
// of a panel takes any. The schema that dashboards are held against is generated from this.
import type { Dashboard, FieldConfigSource, FieldConfig, Panel, RowPanel } from "./node_modules/@grafana/schema/dist/types/raw/dashboard/x/types.gen";
import type { Options as BarGauge } from "./node_modules/@grafana/schema/dist/types/raw/composable/bargauge/panelcfg/x/types.gen";
import type { Options as Stat } from "./node_modules/@grafana/schema/dist/types/raw/composable/stat/panelcfg/x/types.gen";
import type { Options as Table, FieldConfig as TableField } from "./node_modules/@grafana/schema/dist/types/raw/composable/table/panelcfg/x/types.gen";
import type { Options as TimeSeries, FieldConfig as TimeSeriesField } from "./node_modules/@grafana/schema/dist/types/raw/composable/timeseries/panelcfg/x/types.gen";

/** What a panel asks Prometheus. */
export interface Query {
  refId: string;
  expr: string;
  legendFormat?: string;
  format?: "table" | "time_series";
  instant?: boolean;
  range?: boolean;
  exemplar?: boolean;
}

type Fields<Custom> = Omit<FieldConfigSource, "defaults"> & {
  defaults: Omit<FieldConfig, "custom"> & { custom?: Custom };
};

type Of<Type extends string, Options, Custom> = Omit<Panel, "type" | "options" | "fieldConfig" | "targets"> & {
  type: Type;
  options: Options;
  fieldConfig: Fields<Custom>;
  targets: Query[];
};

export type Shown =
  | Of<"timeseries", TimeSeries, Partial<TimeSeriesField>>
  | Of<"stat", Stat, never>
  | Of<"bargauge", BarGauge, never>
  | Of<"table", Table, Partial<TableField>>;

export type Row = Omit<RowPanel, "panels"> & { panels: Shown[] };

export type FourwaysDashboard = Omit<Dashboard, "panels"> & { panels: (Shown | Row)[] };

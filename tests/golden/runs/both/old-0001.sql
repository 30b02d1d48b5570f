PRAGMA application_id = 1128352847;
PRAGMA user_version = 3;
BEGIN TRANSACTION;
CREATE TABLE argument (  -- the command, one row per word
  position INTEGER PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
INSERT INTO "argument" VALUES(0,'/bin/sh');
INSERT INTO "argument" VALUES(1,'-c');
INSERT INTO "argument" VALUES(2,'./old');
CREATE TABLE bucket (  -- stretches of the run, in which uses are summed up
  id INTEGER PRIMARY KEY,
  begin_s REAL NOT NULL,
  end_s REAL NOT NULL
) STRICT;
INSERT INTO "bucket" VALUES(0,0.0,0.1);
INSERT INTO "bucket" VALUES(1,0.1,0.2);
INSERT INTO "bucket" VALUES(2,0.2,3.00000000000000044408e-01);
INSERT INTO "bucket" VALUES(3,3.00000000000000044408e-01,0.4);
INSERT INTO "bucket" VALUES(4,0.4,0.5);
INSERT INTO "bucket" VALUES(5,0.5,6.00000000000000088817e-01);
INSERT INTO "bucket" VALUES(6,6.00000000000000088817e-01,7.00000000000000066613e-01);
INSERT INTO "bucket" VALUES(7,7.00000000000000066613e-01,0.714779938);
CREATE TABLE carbon (  -- one row: the intensity the run is converted with
  intensity_g_per_j REAL NOT NULL,        -- grams CO2e; times 3.6e6 is g/kWh
  intensity_u_rel REAL NOT NULL,          -- standard relative uncertainty
  place TEXT NOT NULL,
  place_name TEXT NOT NULL,
  year INTEGER,                           -- of the data
  basis TEXT NOT NULL,
  source TEXT NOT NULL,
  stated INTEGER NOT NULL,                -- 0: nobody said where, world average
  pue REAL NOT NULL,                      -- power usage effectiveness, >= 1
  pue_u REAL NOT NULL,                    -- its standard uncertainty
  pue_stated INTEGER NOT NULL,
  series TEXT NOT NULL                    -- file of an hourly series, "" none
) STRICT;
INSERT INTO "carbon" VALUES(1.15e-05,2.84331529684803352431e-01,'FR','France',2025,'lifecycle,generation','OWID/Ember',1,1.0,0.0,0,'');
CREATE TABLE domain (  -- what the meters read, one row each
  id INTEGER PRIMARY KEY,                 -- 0, 1, 2, ...
  meter TEXT NOT NULL,                    -- "rapl-powercap", "model", ...
  name TEXT NOT NULL,                     -- "package-0", "dram-0", ...
  scope TEXT NOT NULL,                    -- what is inside
  source TEXT NOT NULL,                   -- where it is read
  component TEXT NOT NULL,                -- "cpu", "memory", "gpu", "node"
  role TEXT NOT NULL,                     -- "total" is added up; "inside" and "alternative" must never be
  kind TEXT NOT NULL,                     -- "measured", "integrated", "modelled", "assumed"
  u_rel REAL NOT NULL,                    -- standard relative uncertainty of the meter's gain
  update_step_s REAL NOT NULL,            -- the counter steps about this often
  package INTEGER NOT NULL                -- -1 none or all
) STRICT;
INSERT INTO "domain" VALUES(0,'rapl-powercap','package-0','package','powercap/intel-rapl:0','cpu','total','measured',0.03,0.001,0);
INSERT INTO "domain" VALUES(1,'rapl-powercap','dram-0','dram','powercap/intel-rapl:0:1','memory','total','measured',0.1,0.001,0);
INSERT INTO "domain" VALUES(2,'rapl-powercap','core-0','core','powercap/intel-rapl:0:0','cpu','inside','measured',0.03,0.001,0);
CREATE TABLE domain_total (  -- sums over the run, one row per domain
  domain INTEGER PRIMARY KEY REFERENCES domain(id),
  gross_j REAL NOT NULL,                  -- columns as in interval_energy
  idle_j REAL NOT NULL,
  tree_dynamic_j REAL NOT NULL,
  own_dynamic_j REAL NOT NULL,
  other_dynamic_j REAL NOT NULL,
  tree_static_j REAL NOT NULL,
  own_static_j REAL NOT NULL,
  share_u_j REAL NOT NULL,
  idle_known INTEGER NOT NULL,            -- 0: idle_j is 0 because nobody knows it
  idle_power_w REAL NOT NULL,
  idle_power_u_w REAL NOT NULL,           -- standard uncertainty
  factor90_low REAL NOT NULL,             -- 90 % interval of gross_j as factors on it; 0, 0: none given
  factor90_high REAL NOT NULL,
  good_readings INTEGER NOT NULL,
  gap_readings INTEGER NOT NULL,
  lost_readings INTEGER NOT NULL,
  ambiguous_readings INTEGER NOT NULL
) STRICT;
INSERT INTO "domain_total" VALUES(0,2.63860480000000023896e+01,1.28648322002100901073e+01,1.30690290541547451399e+01,4.52186745635160924905e-01,1.00613961606654811475e-16,1.24394029978626932122e+01,0.425429202347399,1.03186174013523632164e-01,1,1.79983118107745383436e+01,3.245759713125901183e-03,0.0,0.0,5,0,0,0);
INSERT INTO "domain_total" VALUES(1,3.04814500000000032642e+00,2.14413870069385037453e+00,8.73637092940259263329e-01,3.03692063658904179423e-02,-1.3010426069826053208e-18,2.07323383361416357928e+00,7.09048670796869756616e-02,9.25069567218758312399e-03,1,2.99971863605082145198e+00,5.40842697376628486934e-04,0.0,0.0,5,0,0,0);
INSERT INTO "domain_total" VALUES(2,16.975303,5.71861111487383855234e+00,1.08807681986291875379e+01,3.75923686496974940318e-01,6.93889390390722837764e-18,5.52950144540640309287e+00,1.89109669467435209666e-01,8.5752432767193631502e-02,1,8.00051989550081543711e+00,2.42758664790174421427e-03,0.0,0.0,5,0,0,0);
CREATE TABLE function (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,                     -- for people
  linkage_name TEXT NOT NULL,             -- as the linker sees it; "" the same
  file TEXT NOT NULL,                     -- source; "" unknown
  first_line INTEGER NOT NULL,            -- 0 unknown
  module INTEGER REFERENCES module(id),   -- NULL for Python
  language TEXT NOT NULL                  -- "native", "python", "kernel"
) STRICT;
INSERT INTO "function" VALUES(0,'__libc_early_init','','',0,0,'native');
INSERT INTO "function" VALUES(1,'__ctype_init','','',0,0,'native');
INSERT INTO "function" VALUES(2,'__pthread_tunables_init','','',0,0,'native');
INSERT INTO "function" VALUES(3,'__tunable_get_val@plt','','',0,0,'native');
INSERT INTO "function" VALUES(4,'__libc_start_main','','',0,0,'native');
INSERT INTO "function" VALUES(5,'__libc_start_call_main','','',0,0,'native');
INSERT INTO "function" VALUES(6,'_start','','',0,1,'native');
INSERT INTO "function" VALUES(7,'_dl_start','','',0,1,'native');
INSERT INTO "function" VALUES(8,'_dl_sysdep_start','','',0,1,'native');
INSERT INTO "function" VALUES(9,'dl_main','','',0,1,'native');
INSERT INTO "function" VALUES(10,'_start','','',0,2,'native');
INSERT INTO "function" VALUES(11,'main','','/home/user/projects/series/sum.c',22,2,'native');
INSERT INTO "function" VALUES(12,'fill','','/home/user/projects/series/sum.c',5,2,'native');
INSERT INTO "function" VALUES(13,'sum','','/home/user/projects/series/sum.c',10,2,'native');
CREATE TABLE interval (  -- what happened between two readings
  id INTEGER PRIMARY KEY,                 -- ascends with time; numbers are left out where neighbours were joined
  begin_s REAL NOT NULL,
  end_s REAL NOT NULL,
  tree_user_s REAL NOT NULL,              -- CPU time of the program's processes
  tree_system_s REAL NOT NULL,
  own_s REAL NOT NULL,                    -- CPU time of calo
  others_s REAL NOT NULL,                 -- CPU time of everybody else
  steal_s REAL NOT NULL,                  -- CPU time taken by the hypervisor
  processes INTEGER NOT NULL,             -- at the end of the interval, also threads and memory
  threads INTEGER NOT NULL,
  rss_bytes REAL NOT NULL,
  pss_bytes REAL,
  swap_bytes REAL,
  minor_faults INTEGER NOT NULL,
  major_faults INTEGER NOT NULL,
  context_switches INTEGER,               -- of the whole machine
  read_chars_bytes REAL,                  -- through read(2) and friends
  written_chars_bytes REAL,
  read_disk_bytes REAL,                   -- that reached storage
  written_disk_bytes REAL,
  frequency_hz REAL,                      -- mean
  temperature_celsius REAL                -- mean
) STRICT;
INSERT INTO "interval" VALUES(0,0.0,0.016108344,0.016384097,0.0,2.10899999999999976374e-03,0.0,0.0,2,2,2949120.0,440320.0,0.0,174,0,14,9625.0,0.0,0.0,0.0,2950000000.0,54.0);
INSERT INTO "interval" VALUES(1,0.016108344,0.365159652,0.2105002915,1.08040185000000121817e-02,0.008104,0.0,0.0,2,2,3866624.0,1204224.0,NULL,195,0,243,0.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(2,0.365159652,0.603935997,1.34234266000000046492e-01,0.0,3.30099999999999837996e-03,0.0,0.0,2,2,3866624.0,NULL,NULL,0,0,172,0.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(3,0.603935997,0.710634548,8.17658929999999783966e-02,0.0,2.093000000000004579e-03,0.0,0.0,2,2,3866624.0,NULL,NULL,0,0,72,0.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(4,0.710634548,0.714779938,0.0,2.05743399999996912086e-03,7.20999999999999419131e-04,0.0,0.0,0,0,0.0,NULL,NULL,8,0,0,0.0,12.0,0.0,0.0,NULL,NULL);
CREATE TABLE interval_energy (  -- energy of each domain in each interval, shared out:
  interval INTEGER NOT NULL REFERENCES interval(id),
  domain INTEGER NOT NULL REFERENCES domain(id),
  gross_j REAL NOT NULL,                  -- = idle + tree_dynamic + own_dynamic + other_dynamic
  idle_j REAL NOT NULL,
  tree_dynamic_j REAL NOT NULL,           -- the program's processes
  own_dynamic_j REAL NOT NULL,            -- calo
  other_dynamic_j REAL NOT NULL,          -- everybody else
  tree_static_j REAL NOT NULL,            -- the program's part of idle, by busy CPU time
  own_static_j REAL NOT NULL,
  share_u_j REAL NOT NULL,                -- standard uncertainty of tree_dynamic_j from the sharing alone
  outcome TEXT NOT NULL,                  -- "good", "first", "gap", "ambiguous", "lost", "gone"
  PRIMARY KEY (interval, domain)
) STRICT, WITHOUT ROWID;
INSERT INTO "interval_energy" VALUES(0,0,0.632229,2.89922998067219161999e-01,3.03268551468089397893e-01,3.90374504646914879946e-02,-6.93889390390722837764e-18,2.5685943911201736256e-01,3.30635589552017786219e-02,8.30052478560449648326e-03,'good');
INSERT INTO "interval_energy" VALUES(0,1,0.076761,4.83204996927174348919e-02,2.51970730355790192844e-02,3.24342727170353955709e-03,2.16840434497100886801e-18,4.28099065318238783395e-02,5.51059316089355134826e-03,9.19532334159690726595e-04,'good');
INSERT INTO "interval_energy" VALUES(0,2,0.392251,1.28875126655571187184e-01,2.33339816274950373475e-01,3.00360570694784279055e-02,0.0,1.1417787815703145382e-01,1.46972484985397316287e-02,6.38656042336926618729e-03,'good');
INSERT INTO "interval_energy" VALUES(1,0,12.867166,6.28233427934270149961e+00,6.35221819299473544617e+00,2.32613527662562630249e-01,-3.60822483003175875637e-16,6.06040667349532302665e+00,2.21927605847378639492e-01,5.38551122958319458677e-02,'good');
INSERT INTO "interval_energy" VALUES(1,1,1.48452,1.04705571354551518759e+00,4.22010571733221540036e-01,1.54537147212633462628e-02,-1.21430643318376496608e-17,1.01006777922625334831e+00,3.69879343192618253999e-02,4.77049665491336306183e-03,'good');
INSERT INTO "interval_energy" VALUES(1,2,8.285437,2.79259193420458284862e+00,5.29880668761632644958e+00,1.94038378179090642561e-01,0.0,2.69394178053406463391e+00,9.86501536705184783881e-02,4.49241226490280087801e-02,'good');
INSERT INTO "interval_energy" VALUES(2,0,8.41537,4.29757111034707595109e+00,4.01896711704600306802e+00,9.88317726069202345806e-02,9.71445146547012e-17,4.19442460365216263085e+00,1.03146506694913334123e-01,2.31503279225018822329e-02,'good');
INSERT INTO "interval_energy" VALUES(2,1,0.992287,7.1626185194460034733e-01,2.6940023620383957148e-01,0.00662491185156012,-8.67361737988403547205e-18,6.99070767490165723145e-01,1.71910844544345721429e-02,2.06909010163865625039e-03,'good');
INSERT INTO "interval_energy" VALUES(2,2,5.335678,1.9103348987474666476e+00,3.3431310409854990695e+00,8.22120602670343703088e-02,-1.66533453693773481063e-16,1.86448472748473470517e+00,4.58501712627318591675e-02,1.92573309591036086196e-02,'good');
INSERT INTO "interval_energy" VALUES(3,0,4.311828,1.92039379065583,2.33174737565132161876e+00,5.96868336928482942638e-02,3.67761376907083104015e-16,1.87246346317293932415e+00,4.79303274828903544402e-02,1.39673122293324306064e-02,'good');
INSERT INTO "interval_energy" VALUES(3,1,0.47787,3.20065631874319078686e-01,1.53865793090030844592e-01,3.93857503565007635581e-03,1.73472347597680709441e-17,3.12077243958049366234e-01,7.98838791626967255343e-03,1.22888759788398051024e-03,'good');
INSERT INTO "interval_energy" VALUES(3,2,2.852687,8.53643880096608631546e-01,1.94914981580315926912e+00,0.0498933041002319,1.73472347597680709441e-16,8.32338129720888608709e-01,2.13057503757199118155e-02,1.16755289802627070655e-02,'good');
INSERT INTO "interval_energy" VALUES(4,0,0.159455,7.46100217972651413855e-02,6.28278169945965803133e-02,2.20171612081382882253e-02,3.46944695195361418882e-18,5.52488184302502224887e-02,1.93612033670149223663e-02,3.91289678025287263746e-03,'good');
INSERT INTO "interval_energy" VALUES(4,1,0.016707,1.24350036366984613434e-02,3.1634188775882042359e-03,1.10857748571333404943e-03,0.0,9.20813640787111233054e-03,3.22686722882734857917e-03,2.62688983591893171227e-04,'good');
INSERT INTO "interval_energy" VALUES(4,2,0.10925,3.3165275169609452488e-02,5.63408379492509742147e-02,1.9743886881139580125e-02,0.0,2.4558929509684232495e-02,0.00860634565992522,3.50888975543003434412e-03,'good');
CREATE TABLE location (  -- places in code
  id INTEGER PRIMARY KEY,
  module INTEGER REFERENCES module(id),   -- NULL for Python
  address INTEGER NOT NULL                -- virtual address in the module's own file; 0 for Python
) STRICT;
INSERT INTO "location" VALUES(0,1,109431);
INSERT INTO "location" VALUES(1,1,113867);
INSERT INTO "location" VALUES(2,1,107342);
INSERT INTO "location" VALUES(3,1,122702);
INSERT INTO "location" VALUES(4,0,1375995);
INSERT INTO "location" VALUES(5,0,217952);
INSERT INTO "location" VALUES(6,0,1376157);
INSERT INTO "location" VALUES(7,0,571867);
INSERT INTO "location" VALUES(8,0,156352);
INSERT INTO "location" VALUES(9,2,4368);
INSERT INTO "location" VALUES(10,0,160516);
INSERT INTO "location" VALUES(11,0,160329);
INSERT INTO "location" VALUES(12,2,5317);
INSERT INTO "location" VALUES(13,2,4629);
INSERT INTO "location" VALUES(14,2,4624);
INSERT INTO "location" VALUES(15,2,4616);
INSERT INTO "location" VALUES(16,2,5422);
INSERT INTO "location" VALUES(17,2,4667);
INSERT INTO "location" VALUES(18,2,4663);
CREATE TABLE location_line (  -- functions and lines of a location: inlined ones in each other
  location INTEGER NOT NULL REFERENCES location(id),
  position INTEGER NOT NULL,              -- 0 innermost
  function INTEGER NOT NULL REFERENCES function(id),
  line INTEGER NOT NULL,                  -- 0 unknown
  PRIMARY KEY (location, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "location_line" VALUES(0,0,6,0);
INSERT INTO "location_line" VALUES(1,0,7,0);
INSERT INTO "location_line" VALUES(2,0,8,0);
INSERT INTO "location_line" VALUES(3,0,9,0);
INSERT INTO "location_line" VALUES(4,0,0,0);
INSERT INTO "location_line" VALUES(5,0,1,0);
INSERT INTO "location_line" VALUES(6,0,0,0);
INSERT INTO "location_line" VALUES(7,0,2,0);
INSERT INTO "location_line" VALUES(8,0,3,0);
INSERT INTO "location_line" VALUES(9,0,10,0);
INSERT INTO "location_line" VALUES(10,0,4,0);
INSERT INTO "location_line" VALUES(11,0,5,0);
INSERT INTO "location_line" VALUES(12,0,11,27);
INSERT INTO "location_line" VALUES(13,0,12,7);
INSERT INTO "location_line" VALUES(14,0,12,7);
INSERT INTO "location_line" VALUES(15,0,12,7);
INSERT INTO "location_line" VALUES(16,0,11,30);
INSERT INTO "location_line" VALUES(17,0,13,17);
INSERT INTO "location_line" VALUES(18,0,13,17);
CREATE TABLE machine (  -- one row; no serial numbers, no addresses, no host name
  cpu_model TEXT NOT NULL,                -- "" unknown, also below
  cpu_vendor TEXT NOT NULL,
  cpu_family INTEGER NOT NULL,            -- CPUID; -1 unknown, also below
  cpu_model_number INTEGER NOT NULL,
  cpu_stepping INTEGER NOT NULL,
  sockets INTEGER NOT NULL,               -- 0 unknown, also below
  cores INTEGER NOT NULL,                 -- physical
  threads INTEGER NOT NULL,               -- logical CPUs online
  smt INTEGER NOT NULL,                   -- 0, 1
  memory_bytes REAL NOT NULL,
  virtualisation TEXT NOT NULL,           -- "" on bare metal
  cpu_limit REAL,                         -- CPUs the cgroup allows; NULL unlimited
  kernel TEXT NOT NULL,
  governor TEXT NOT NULL,
  turbo TEXT NOT NULL                     -- "on", "off", ""
) STRICT;
INSERT INTO "machine" VALUES('Intel(R) Xeon(R) Gold 6148 CPU @ 2.40GHz','Intel',6,85,4,1,2,2,0,16777216000.0,'',NULL,'6.8.0-45-generic','performance','on');
CREATE TABLE module (  -- files that machine code came from
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL,
  build_id TEXT NOT NULL,                 -- hexadecimal; "" none
  interpreter INTEGER NOT NULL            -- 1: it runs Python code
) STRICT;
INSERT INTO "module" VALUES(0,'/usr/lib/x86_64-linux-gnu/libc.so.6','93ac61ec5a8eb1396f9fbd350e3169a558528a40',0);
INSERT INTO "module" VALUES(1,'/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2','7ebc65e52f2bbea498b4040fa92f7238377aaba9',0);
INSERT INTO "module" VALUES(2,'/home/user/projects/series/old','cc50bebc23066dcfc66eac33c3c9156256ac215b',0);
CREATE TABLE note (  -- how the numbers were obtained
  position INTEGER PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
INSERT INTO "note" VALUES(0,'Idle power: measured 0 h before the run over 10 s, Intel(R) Xeon(R) Gold 6148 CPU @ 2.40GHz, kernel 6.8.0-45-generic, governor performance, turbo on, SMT off.');
INSERT INTO "note" VALUES(1,'Stacks were sampled by events of the kernel''s task clock at random amounts of CPU time.');
CREATE TABLE phase (  -- what the program says it was doing; no rows if it says nothing
  id INTEGER PRIMARY KEY,                 -- 0 is everything outside of phases, with an empty name
  parent INTEGER NOT NULL,                -- the phase around it; -1 none
  name TEXT NOT NULL,
  begin_s REAL NOT NULL,                  -- first time it began
  end_s REAL NOT NULL,                    -- last time it was seen going on
  times INTEGER NOT NULL,                 -- how often it began
  count REAL NOT NULL,                    -- what the program says it did in it (epochs, events); 0 nothing said
  wall_s REAL NOT NULL,                   -- from here on without the phases inside it, so that all rows add up
  cpu_s REAL NOT NULL,
  dynamic_j REAL NOT NULL,                -- share of the dynamic energy of all "total" domains
  static_by_cpu_j REAL NOT NULL,          -- the program's part of their idle energy, by busy CPU time
  static_by_time_j REAL NOT NULL          -- all their idle energy, by time
) STRICT;
INSERT INTO "phase" VALUES(0,-1,'',0.0,0.714779938,0,0.0,2.1306840999999954872e-02,1.85421199999999501695e-02,3.97724420967783154345e-01,3.67459439710912327825e-01,4.47401696043665697555e-01);
INSERT INTO "phase" VALUES(1,-1,'fill',0.014231655,0.364498247,1,0.0,0.350266592,2.21263914000000033732e-01,6.77282586267870634344e+00,7.06896870986755576637e+00,7.35490856332175724219e+00);
INSERT INTO "phase" VALUES(2,-1,'sum',0.365855521,0.709062026,1,0.0,0.343206505,0.215939966,6.77211586344851657059e+00,7.07620868189838780892e+00,7.20666064153852);
CREATE TABLE phase_span (  -- each time a process was in a phase; the first 10 000 that ended
  id INTEGER PRIMARY KEY,                 -- in order of their ends
  phase INTEGER NOT NULL REFERENCES phase(id),
  process INTEGER NOT NULL,
  begin_s REAL NOT NULL,
  end_s REAL NOT NULL
) STRICT;
INSERT INTO "phase_span" VALUES(0,1,1,0.014231655,0.364498247);
INSERT INTO "phase_span" VALUES(1,2,1,0.365855521,0.709062026);
CREATE TABLE process (  -- processes of the program; short ones of one name may share a row
  id INTEGER PRIMARY KEY,                 -- unique in the run, unlike pid
  parent INTEGER NOT NULL,                -- id; -1 unknown or outside
  pid INTEGER NOT NULL,
  count INTEGER NOT NULL,                 -- processes in this row
  name TEXT NOT NULL,
  begin_s REAL NOT NULL,
  end_s REAL,                             -- NULL still running
  user_s REAL NOT NULL,                   -- CPU time
  system_s REAL NOT NULL,
  peak_rss_bytes REAL NOT NULL,
  threads_peak INTEGER NOT NULL,
  minor_faults INTEGER NOT NULL,
  major_faults INTEGER NOT NULL,
  read_disk_bytes REAL,
  written_disk_bytes REAL,
  wait_status INTEGER,                    -- as wait(2) gives it
  dynamic_j REAL NOT NULL,                -- share of the dynamic energy of all "total" domains
  static_j REAL NOT NULL                  -- share of their idle energy, by busy CPU time
) STRICT;
INSERT INTO "process" VALUES(0,-1,4200,1,'sh',0.0,0.7147125,0.012618066,0.0,1855488.0,1,113,0,0.0,0.0,0,2.64305782580660841851e-01,2.43082737334973347786e-01);
INSERT INTO "process" VALUES(1,0,4201,1,'old',0.008843288,0.7147125,4.32822633209302254364e-01,1.03053007906976721447e-02,2072576.0,1,256,0,0.0,0.0,NULL,1.36783603645143436722e+01,1.42695540941418830271e+01);
CREATE TABLE profile (  -- one row if stacks were taken, else none
  period_s REAL NOT NULL,                 -- CPU time between two samples of a thread, as asked for
  resolved INTEGER NOT NULL,              -- 0: locations of machine code have no functions yet
  dropped INTEGER NOT NULL,               -- samples that found no room
  unseen_threads INTEGER NOT NULL,        -- threads that were not followed
  handler_s REAL NOT NULL                 -- CPU time that sampling took inside the program
) STRICT;
INSERT INTO "profile" VALUES(0.005025126,1,0,0,0.0);
CREATE TABLE run (  -- one row: what was known before the program started
  name TEXT NOT NULL,
  started_utc_ns INTEGER NOT NULL,        -- nanoseconds since 1970-01-01 UTC
  interval_asked_s REAL NOT NULL,         -- the achieved one follows from table interval
  unit_name TEXT,                         -- what the user counts: "events"; NULL if nothing
  unit_count REAL,
  calo_version TEXT NOT NULL,
  method_version INTEGER NOT NULL         -- changes when the same readings would give other numbers
) STRICT;
INSERT INTO "run" VALUES('old',1773648000000000000,0.1,NULL,NULL,'0.1.0',1);
CREATE TABLE run_end (  -- one row: what is known at the end, or at the last commit if complete = 0
  complete INTEGER NOT NULL,              -- 0: calo was cut off, or is still recording
  wait_status INTEGER,                    -- of the program, as wait(2) gives it
  wall_s REAL NOT NULL,                   -- start to the last reading
  program_wall_s REAL NOT NULL,           -- start to the end of the program itself
  cpu_user_s REAL NOT NULL,               -- of the whole tree
  cpu_system_s REAL NOT NULL,
  processes INTEGER NOT NULL,             -- that belonged to the tree at any time
  processes_exact INTEGER NOT NULL,       -- 0: a lower bound
  threads_peak INTEGER NOT NULL,
  peak_rss_bytes REAL NOT NULL,
  peak_pss_bytes REAL,
  peak_swap_bytes REAL,
  minor_faults INTEGER NOT NULL,
  major_faults INTEGER NOT NULL,
  voluntary_switches INTEGER,
  involuntary_switches INTEGER,
  read_chars_bytes REAL,
  written_chars_bytes REAL,
  read_disk_bytes REAL,
  written_disk_bytes REAL,
  own_cpu_s REAL NOT NULL,                -- calo's own cost
  own_peak_rss_bytes REAL NOT NULL,
  ticks INTEGER NOT NULL,
  lost_records INTEGER NOT NULL,          -- exit records or intervals that were dropped
  others_s REAL NOT NULL,                 -- CPU time of everybody else
  steal_s REAL NOT NULL,
  peak_power_w REAL NOT NULL              -- largest gross power of the "total" domains over one interval
) STRICT;
INSERT INTO "run_end" VALUES(1,0,0.714779938,0.7147125,4.35571999999999959207e-01,2.01740000000000252455e-02,2,1,2,3866624.0,1204224.0,0.0,377,0,5,190,9625.0,12.0,0.0,0.0,6.75979999999999914273e-02,13676544.0,5,0,0.0,0.0,4.48900004274659636394e+01);
CREATE TABLE stack (  -- calling contexts: a location, called from the parent
  id INTEGER PRIMARY KEY,
  parent INTEGER NOT NULL,                -- -1 none; parents come first
  location INTEGER NOT NULL REFERENCES location(id)
) STRICT;
INSERT INTO "stack" VALUES(0,-1,0);
INSERT INTO "stack" VALUES(1,0,1);
INSERT INTO "stack" VALUES(2,1,2);
INSERT INTO "stack" VALUES(3,2,3);
INSERT INTO "stack" VALUES(4,3,4);
INSERT INTO "stack" VALUES(5,4,5);
INSERT INTO "stack" VALUES(6,3,6);
INSERT INTO "stack" VALUES(7,6,7);
INSERT INTO "stack" VALUES(8,7,8);
INSERT INTO "stack" VALUES(9,-1,9);
INSERT INTO "stack" VALUES(10,9,10);
INSERT INTO "stack" VALUES(11,10,11);
INSERT INTO "stack" VALUES(12,11,12);
INSERT INTO "stack" VALUES(13,12,13);
INSERT INTO "stack" VALUES(14,12,14);
INSERT INTO "stack" VALUES(15,12,15);
INSERT INTO "stack" VALUES(16,11,16);
INSERT INTO "stack" VALUES(17,16,17);
INSERT INTO "stack" VALUES(18,16,18);
CREATE TABLE stack_use (  -- what a thread used with this stack on top
  bucket INTEGER NOT NULL REFERENCES bucket(id),
  thread INTEGER NOT NULL REFERENCES thread(id),
  stack INTEGER NOT NULL REFERENCES stack(id),
  samples INTEGER NOT NULL,
  cpu_s REAL NOT NULL,
  dynamic_j REAL NOT NULL,                -- share of its process's dynamic_j
  static_j REAL NOT NULL,                 -- share of its process's static_j
  dynamic_squares_j2 REAL NOT NULL,       -- J^2: sum of the squared dynamic energies of single samples
  PRIMARY KEY (bucket, thread, stack)
) STRICT, WITHOUT ROWID;
INSERT INTO "stack_use" VALUES(0,0,5,1,5.80666200000000062853e-03,1.16410984390028962587e-01,1.06205340575984061302e-01,1.35515172866555663744e-02);
INSERT INTO "stack_use" VALUES(0,1,8,1,0.002507047,5.02608571296329839639e-02,4.58545340636322684702e-02,2.52615375940537859045e-03);
INSERT INTO "stack_use" VALUES(0,1,13,9,0.032062118,0.981436475474436,1.02435594778585503661e+00,1.07415535552810401109e-01);
INSERT INTO "stack_use" VALUES(0,1,14,7,2.58587230000000035945e-02,7.91547643901433284341e-01,8.26163034743895741129e-01,8.9906125770509090489e-02);
INSERT INTO "stack_use" VALUES(0,1,15,2,0.007174182,2.19605077134708975838e-01,2.29208688028601836883e-01,2.41131949516707397296e-02);
INSERT INTO "stack_use" VALUES(1,1,13,14,0.050219274,1.53723553994296247005e+00,1.60446081620021341329e+00,1.68792364661695198924e-01);
INSERT INTO "stack_use" VALUES(1,1,14,3,0.010761273,3.2940761570206344988e-01,3.43813032042902755325e-01,3.6169792427506106125e-02);
INSERT INTO "stack_use" VALUES(2,1,13,15,0.053806365,1.64703807851031691633e+00,1.71906516021451438724e+00,1.80848962137530572258e-01);
INSERT INTO "stack_use" VALUES(2,1,14,1,0.003587091,1.09802538567354487919e-01,1.14604344014300918441e-01,1.20565974758353698648e-02);
INSERT INTO "stack_use" VALUES(2,1,15,1,0.003587091,1.09802538567354487919e-01,1.14604344014300918441e-01,1.20565974758353698648e-02);
INSERT INTO "stack_use" VALUES(3,1,13,5,0.017935455,5.43485128387468208188e-01,5.61451816597366093475e-01,5.90996601306615215731e-02);
INSERT INTO "stack_use" VALUES(3,1,14,4,0.014348364,4.39210154269417951677e-01,4.58417376057203673767e-01,4.82263899033414794592e-02);
INSERT INTO "stack_use" VALUES(3,1,15,1,0.003587091,1.09802538567354487919e-01,1.14604344014300918441e-01,1.20565974758353698648e-02);
INSERT INTO "stack_use" VALUES(3,1,17,2,0.007174182,2.29192804429478980132e-01,2.61534014040294360281e-01,2.62646708011246982072e-02);
INSERT INTO "stack_use" VALUES(3,1,18,3,0.010761273,3.43789206644218470199e-01,3.92301021060441512666e-01,3.93970062016870473109e-02);
INSERT INTO "stack_use" VALUES(4,1,17,7,0.025109637,8.02174815503176263931e-01,9.15369049141030344252e-01,9.19263478039364645422e-02);
INSERT INTO "stack_use" VALUES(4,1,18,9,0.032283819,1.03136761993265513304e+00,1.17690306318132464902e+00,1.18191018605061176627e-01);
INSERT INTO "stack_use" VALUES(5,1,17,8,0.028696728,9.16771217717915698486e-01,1.04613605616117744112e+00,1.05058683204498820584e-01);
INSERT INTO "stack_use" VALUES(5,1,18,7,0.025109637,8.02174815503176263931e-01,9.15369049141030344252e-01,9.19263478039364645422e-02);
INSERT INTO "stack_use" VALUES(6,1,17,11,0.039458001,1.2050413664828589777e+00,1.08913069904063375403e+00,1.32039357410332375275e-01);
INSERT INTO "stack_use" VALUES(6,1,18,10,0.03587091,1.0904449642681193211e+00,9.58363692020486546141e-01,1.1890702200977003311e-01);
INSERT INTO "stack_use" VALUES(7,1,18,3,0.010761273,3.2713348928043584074e-01,0.287509107606146,3.56721066029310127087e-02);
CREATE TABLE tag (  -- what the user wrote beside the run, in that order
  position INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  value TEXT NOT NULL
) STRICT;
INSERT INTO "tag" VALUES(0,'calo.block','1');
CREATE TABLE thread (
  id INTEGER PRIMARY KEY,
  process INTEGER NOT NULL,               -- -1 unknown
  tid INTEGER NOT NULL,
  name TEXT NOT NULL,
  sampled_s REAL NOT NULL,                -- CPU time that samples stand for
  unsampled_s REAL NOT NULL,              -- CPU time that none stands for
  samples INTEGER NOT NULL,
  truncated INTEGER NOT NULL              -- of them, that do not reach the start of the thread
) STRICT;
INSERT INTO "thread" VALUES(0,0,4200,'sh',5.80666200000000062853e-03,0.0,1,0);
INSERT INTO "thread" VALUES(1,1,4201,'old',4.40659533999998853648e-01,0.0,123,0);
CREATE TABLE traced_call (
  id INTEGER PRIMARY KEY,
  caller INTEGER NOT NULL REFERENCES traced_function(id),
  callee INTEGER NOT NULL REFERENCES traced_function(id),
  calls INTEGER NOT NULL,                 -- columns as in traced_function
  primitive INTEGER NOT NULL,
  own_s REAL NOT NULL,
  cumulative_s REAL NOT NULL
) STRICT;
CREATE TABLE traced_function (  -- Python functions whose calls were counted exactly; no rows unless asked for
  id INTEGER PRIMARY KEY,
  file TEXT NOT NULL,                     -- "~" for a builtin
  line INTEGER NOT NULL,
  name TEXT NOT NULL,
  calls INTEGER NOT NULL,
  primitive INTEGER NOT NULL,             -- calls that were not recursive
  own_s REAL NOT NULL,                    -- wall time as the interpreter's profiler counts it
  cumulative_s REAL NOT NULL
) STRICT;
CREATE TABLE warning (  -- what a reader of the numbers must know
  position INTEGER PRIMARY KEY,
  code TEXT NOT NULL,                     -- stable word for machines
  text TEXT NOT NULL
) STRICT;
CREATE TABLE witness (  -- numbers of the run beside the same from somebody else; no rows until the run is complete
  position INTEGER PRIMARY KEY,
  name TEXT NOT NULL,                     -- stable word for machines
  what TEXT NOT NULL,                     -- for people
  whose TEXT NOT NULL,                    -- who says "other"
  unit TEXT NOT NULL,                     -- "s", "B"; "" a count
  calo REAL NOT NULL,
  other REAL NOT NULL,
  "limit" REAL NOT NULL,                  -- how far they may be apart
  bound TEXT NOT NULL                     -- "equal"; "at_least", "at_most": calo, of other
) STRICT;
INSERT INTO "witness" VALUES(0,'cpu-readings','CPU time, sum of the readings','the kernel''s exit records','s',0.455746,0.455746,0.00555746,'equal');
INSERT INTO "witness" VALUES(1,'cpu-processes','CPU time, sum of the processes','the kernel''s exit records','s',4.55745999999999928942e-01,0.455746,0.00555746,'equal');
INSERT INTO "witness" VALUES(2,'cpu-functions','CPU time, sum of the functions','the kernel''s exit records','s',0.446466196,0.455746,0.00555746,'at_most');
INSERT INTO "witness" VALUES(3,'cpu-task-clock','CPU time of the program','the kernel''s task clock over the tree','s',0.455746,0.450403068,0.00550403068,'at_least');
INSERT INTO "witness" VALUES(4,'cpu-machine','CPU time of the program and of calo','all busy CPUs, by /proc/stat','s',0.472311,4.49999999999995736743e-01,9.49999999999995708988e-02,'at_most');
INSERT INTO "witness" VALUES(5,'cpu-cgroup','CPU time of the program and of calo','their control group (processes that left it aside)','s',0.472311,1.43269914900156436488e+00,1.73269914900156460357e-02,'at_most');
INSERT INTO "witness" VALUES(6,'energy-counter','energy of package-0','its counter, last reading minus first','J',2.63860480000000023896e+01,26.386048,1.026386048e-06,'equal');
INSERT INTO "witness" VALUES(7,'energy-counter','energy of dram-0','its counter, last reading minus first','J',3.04814500000000032642e+00,3.048145,1.003048145e-06,'equal');
INSERT INTO "witness" VALUES(8,'energy-counter','energy of core-0','its counter, last reading minus first','J',16.975303,16.975303,1.016975303e-06,'equal');
INSERT INTO "witness" VALUES(9,'energy-price','energy of a CPU second, dearest place','dearest interval of all processes','J',3.13941237395569530113e+01,3.20745335559659352489e+01,1.60372667779829680689e+00,'at_most');
INSERT INTO "witness" VALUES(10,'memory-peak','peak RSS','the kernel''s mark of one process (ru_maxrss)','B',3866624.0,2498560.0,2.49856000000000021826e+04,'at_least');
INSERT INTO "witness" VALUES(11,'processes','processes in the records','births told by the kernel','',2.0,2.0,0.0,'equal');
CREATE VIEW power AS  -- watts of each domain over time; NULL where the energy of an interval is not known for itself
SELECT e.interval, i.begin_s, i.end_s, d.name AS domain, d.role, d.kind,
       e.gross_j / e.known_s AS gross_w, iif(t.idle_known, e.idle_j / e.known_s, NULL) AS idle_w,
       e.tree_dynamic_j / e.known_s AS tree_dynamic_w, e.own_dynamic_j / e.known_s AS own_dynamic_w,
       e.other_dynamic_j / e.known_s AS other_dynamic_w
FROM (SELECT x.*,
             -- the reading after a gap brings the energy of the gap, too
             iif(outcome = 'good' AND
                 ifnull(lag(outcome) OVER (PARTITION BY domain ORDER BY interval), 'good') <> 'gap',
                 nullif(y.end_s - y.begin_s, 0), NULL) AS known_s
      FROM interval_energy x JOIN interval y ON y.id = x.interval) e
JOIN interval i ON i.id = e.interval JOIN domain d ON d.id = e.domain
JOIN domain_total t ON t.domain = e.domain;
CREATE VIEW summary AS  -- the run in one row; the energies add up the "total" domains and are NULL without one
SELECT run.name,
       (SELECT group_concat(value, ' ') FROM (SELECT value FROM argument ORDER BY position)) AS command,
       strftime('%Y-%m-%dT%H:%M:%SZ', run.started_utc_ns / 1000000000, 'unixepoch') AS started_utc,
       run_end.complete, run_end.wall_s, run_end.cpu_user_s + run_end.cpu_system_s AS cpu_s, run_end.peak_rss_bytes,
       sum(t.gross_j) AS gross_j, sum(t.idle_j) AS idle_j, sum(t.tree_dynamic_j) AS tree_dynamic_j,
       sum(t.tree_static_j) AS tree_static_j, group_concat(DISTINCT d.kind) AS kinds,
       carbon.intensity_g_per_j * 3.6e6 AS intensity_g_per_kwh, carbon.place, carbon.pue
FROM run, run_end, carbon LEFT JOIN domain d ON d.role = 'total' LEFT JOIN domain_total t ON t.domain = d.id;
CREATE VIEW function_use AS  -- what each function used by itself, without what it called
SELECT f.name, f.file, f.first_line, f.language, m.path AS module, sum(u.samples) AS samples,
       sum(u.cpu_s) AS cpu_s, sum(u.dynamic_j) AS dynamic_j, sum(u.static_j) AS static_j
FROM stack_use u JOIN stack s ON s.id = u.stack
JOIN location_line l ON l.location = s.location AND l.position = 0
JOIN function f ON f.id = l.function LEFT JOIN module m ON m.id = f.module
GROUP BY f.id ORDER BY cpu_s DESC;
COMMIT;
